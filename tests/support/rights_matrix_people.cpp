// SPDX-License-Identifier: EUPL-1.2
// Who takes part, who is in which room, and what the chair was told of floor, hands and chairs.
#include <algorithm>
#include <stdexcept>

#include "tests/support/rights_matrix.hpp"

namespace arena::test {

// ---- people

void RightsMatrix::gather() {
  const auto come = [this](const MethodGroup& group) {
    std::size_t count = std::max<std::size_t>(2, group.needs);
    for (const MethodGroup& other : rights_.method().groups) {
      if (!other.position || other.of != group.id) continue;
      count = std::max(count, other.all_at_once ? other.capacity + 2 : std::size_t{4});
    }
    for (std::size_t i = 0; i < std::min(count, group.limit); ++i) {
      Attendee& person = people_.emplace_back(io_, group.id);
      for (const auto& link : created_.links) {
        if (link.group == group.id) person.socket.join(link.url);
      }
      if (!person.socket.attach()) throw std::runtime_error("somebody cannot attach");
    }
  };
  const auto& groups = rights_.method().groups;
  for (const MethodGroup& group : groups) {
    if (group.leads) come(group);
  }
  chair_ = lead_ = &people_.front();
  for (const MethodGroup& group : groups) {
    if (!group.leads && group.of.empty()) come(group);
  }
  if (!chair().socket.admit(people_.size() - chairs().size())) {
    throw std::runtime_error("somebody is not admitted");
  }
  const bool seated = chair().socket.wait([this] {
    return std::all_of(people_.begin(), people_.end(),
                       [](const Attendee& person) { return !person.socket.code().empty(); });
  });
  if (!seated) throw std::runtime_error("somebody has no seat");
  sync();
  scan();
}

RightsMatrix::People RightsMatrix::everybody() {
  People all;
  for (Attendee& person : people_) all.insert(&person);
  return all;
}

RightsMatrix::People RightsMatrix::chairs() {
  People all;
  for (Attendee& person : people_) {
    if (leads(person)) all.insert(&person);
  }
  return all;
}

RightsMatrix::People RightsMatrix::in_room(std::size_t room) {
  People inside;
  for (Attendee& person : people_) {
    const Spot there = spot(person);
    bool here = !there.away() && there.room == room;
    if (leads(person) && room != 0) {
      here = rights_.open().led_by.at(room - 1) == person.standing.group;
    }
    if (here) inside.insert(&person);
  }
  return inside;
}

RightsMatrix::People RightsMatrix::chairs_and(Attendee& person) {
  People told = chairs();
  told.insert(&person);
  return told;
}

// Who sees that somebody comes or goes: the room that person is in, and the chair.
RightsMatrix::People RightsMatrix::who_see(const Standing& person) {
  const Spot there = rights_.spot(person);
  People told = chairs();
  if (!there.away()) told.merge(in_room(there.room));
  return told;
}

RightsMatrix::Attendee* RightsMatrix::with_code(std::string_view code) {
  for (Attendee& person : people_) {
    if (person.socket.code() == code) return &person;
  }
  return nullptr;
}

// ---- what the chair was told of floor, hands and seats since the round opened

std::string RightsMatrix::floor() const {
  const auto& notices = chair_->socket.notices();
  for (auto notice = notices.rbegin(); notice != notices.rend(); ++notice) {
    if (notice->kind == "floor") return notice->code;
    if (notice->kind == "round_entered" || notice->kind == "sitting_over") return {};
  }
  return {};
}

std::set<std::string> RightsMatrix::hands() const {
  std::set<std::string> up;
  for (const auto& notice : chair_->socket.notices()) {
    if (notice.kind == "round_entered" || notice.kind == "sitting_over") up.clear();
    if (notice.kind != "hand") continue;
    notice.flag ? void(up.insert(notice.code)) : void(up.erase(notice.code));
  }
  return up;
}

bool RightsMatrix::holds_floor(const Attendee& actor) const {
  return leads(actor) || !queues() || spot(actor).room != 0 || floor() == actor.socket.code();
}

bool RightsMatrix::may_have_floor(const Attendee& person) const {
  const Spot there = spot(person);
  return !leads(person) && there.room == 0 && there.may.contains("SPEAK");
}

std::optional<std::size_t> RightsMatrix::position_index(bool queued) const {
  const auto& groups = rights_.method().groups;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    if (groups[i].position && (!queued || groups[i].bound_by == "QUEUE")) return i;
  }
  return std::nullopt;
}

std::size_t RightsMatrix::seated_in(std::string_view position) const {
  return static_cast<std::size_t>(
      std::count_if(people_.begin(), people_.end(),
                    [&](const Attendee& person) { return person.standing.position == position; }));
}

// A position that the open round does not name is not told; then the own acts say it.
void RightsMatrix::follow_moves() {
  const auto& notices = chair().socket.notices();
  const auto sits = [this](const std::string& code, const std::string& group) {
    Attendee* const person = with_code(code);
    if (person == nullptr || leads(*person)) return;
    const auto& places = rights_.is_open() ? rights_.open().places : std::vector<MethodPlace>{};
    const bool named = std::any_of(places.begin(), places.end(), [&](const MethodPlace& place) {
      return place.group == person->standing.position;
    });
    if (rights_.method().group(group).position) {
      person->standing.position = group;
    } else if (named) {
      person->standing.position.clear();
    }
  };
  for (; moved_ < notices.size(); ++moved_) {
    const auto& notice = notices[moved_];
    if (notice.kind == "seat_moved") sits(notice.code, notice.group);
    if (notice.kind != "round_entered") continue;
    for (const auto& seat : notice.seats) sits(seat.code, seat.group);
  }
}

}  // namespace arena::test
