// SPDX-License-Identifier: EUPL-1.2
#include "tests/linkage/stand.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <future>
#include <optional>
#include <stdexcept>
#include <thread>
#include <utility>

#include "server/app/envelope_road.hpp"
#include "server/app/system.hpp"
#include "server/codec/wire.hpp"
#include "server/net/origins.hpp"

namespace arena::test {
namespace {

// What the plant does between the hub and the slots.
class PlantedSlots final : public hub::Slots {
 public:
  PlantedSlots(anonymity::Slots& slots, Plant& plant, boost::asio::io_context& io)
      : slots_(slots), plant_(plant), io_(io) {}

  hub::SlotKeys draw() override {
    const hub::SlotKeys keys = slots_.draw();
    plant_.draws(keys);
    return keys;
  }
  void issue(const SlotId& slot, SeatId seat, const SlotElement& blinded, Issued done) override {
    if (const auto other = plant_.issues(blinded)) return done(*other);
    slots_.issue(slot, seat, blinded, std::move(done));
  }
  void close(const SlotId& slot, Read done) override {
    slots_.close(slot, [this, done = std::move(done)](auto outcome) {
      boost::asio::post(io_, [this, done, outcome = std::move(outcome)]() mutable {
        if (outcome) plant_.arranges(outcome->texts);
        done(std::move(outcome));
      });
    });
  }
  void discard(const SlotId& slot) override { slots_.discard(slot); }

 private:
  anonymity::Slots& slots_;
  Plant& plant_;
  boost::asio::io_context& io_;
};

class PlantedEncoder final : public hub::NoticeEncoder {
 public:
  explicit PlantedEncoder(Plant& plant) : plant_(plant) {}

  hub::SharedNotice encode(const Notice& notice, const hub::Words& words) const override {
    const auto* shown = std::get_if<ContributionShown>(&notice.body);
    if (shown == nullptr || shown->kind == ContributionKind::guidance) {
      return encoder_.encode(notice, words);
    }
    Notice told = notice;
    if (plant_.hides_authors()) std::get<ContributionShown>(told.body).code.reset();
    const auto encoded = encoder_.encode(told, words);
    return std::make_shared<const std::string>(*encoded +
                                               plant_.adds_to_notice(words.text(shown->text_of)));
  }

 private:
  codec::NoticeEncoder encoder_;
  Plant& plant_;
};

}  // namespace

class Stand::Implementation {
 public:
  Implementation(const std::filesystem::path& data, Scene& scene, Plant& plant, Script script)
      : plant_(plant),
        script_(std::move(script)),
        journal_(std::make_unique<journal::SqliteJournal>(data)),
        slots_(data, *journal_),
        planted_(slots_, plant, io_),
        encoder_(plant),
        work_(io_.get_executor()),
        hub_(io_,
             {*journal_, planted_, scene, entropy_, encoder_, &journal::commitment,
              &journal::digest, [this](const std::string&) { return std::optional(script_); }},
             what_was_left()),
        road_(
            slots_, [this](std::function<void()> work) { boost::asio::post(io_, std::move(work)); },
            [](const std::string&) { return true; }),
        server_(
            std::in_place, io_, net::Endpoint{}, hub_,
            [this](net::HttpRequest request, net::Respond respond) {
              answer(std::move(request), respond);
            },
            std::vector<std::string>{}) {
    plant_.begins(data);
    const net::Endpoint endpoint = server_->endpoint();
    url_ = "http://" + net::host_and_port(endpoint.host, endpoint.port);
    thread_ = std::thread([this] { io_.run(); });
  }
  ~Implementation() {
    io_.stop();
    thread_.join();
    server_.reset();
    journal_.reset();
    plant_.ends();
  }
  Implementation(const Implementation&) = delete;
  Implementation& operator=(const Implementation&) = delete;

  // Runs `work`, which is given a promise to keep, on the server's thread.
  template <class Value, class Work>
  Value wait_for(Work work) {
    std::promise<Value> promise;
    boost::asio::post(io_, [&] { work(promise); });
    return promise.get_future().get();
  }

  hub::Hub& hub() { return hub_; }
  [[nodiscard]] const Script& script() const { return script_; }
  [[nodiscard]] const std::string& url() const { return url_; }

 private:
  [[nodiscard]] hub::Directory what_was_left() const {
    hub::Directory directory = journal_->directory();
    directory.slots = slots_.pending();
    return directory;
  }
  void answer(net::HttpRequest request, const net::Respond& respond) {
    if (auto said = plant_.says(request)) return respond({200, "text/plain", *std::move(said), {}});
    if (!app::EnvelopeRoad::leads_to(request.path)) {
      return respond({404, "text/plain", "There is nothing here.", {}});
    }
    plant_.receives(request.body);
    road_.answer(request, respond);
  }

  Plant& plant_;
  Script script_;
  std::string url_;
  boost::asio::io_context io_{1};
  std::unique_ptr<journal::SqliteJournal> journal_;
  anonymity::Slots slots_;
  PlantedSlots planted_;
  app::SystemEntropy entropy_;
  PlantedEncoder encoder_;
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_;
  hub::Hub hub_;
  app::EnvelopeRoad road_;
  std::optional<net::Server> server_;
  std::thread thread_;
};

Stand::Stand(const std::filesystem::path& data, Scene& scene, Plant& plant, Script script)
    : implementation_(std::make_unique<Implementation>(data, scene, plant, std::move(script))) {}
Stand::~Stand() = default;

std::string Stand::url() const { return implementation_->url(); }

hub::ConversationOpened Stand::open() {
  using Result = tl::expected<hub::ConversationOpened, hub::StorageError>;
  auto& at = *implementation_;
  const auto opened = at.wait_for<Result>([&](std::promise<Result>& promise) {
    at.hub().create({at.script(), at.script().id, "Proef", ArchiveLevel::full, {}},
                    [&](Result result) { promise.set_value(std::move(result)); });
  });
  if (!opened) throw std::runtime_error(opened.error().sentence);
  return *opened;
}

hub::Secret Stand::join(const hub::Secret& link) {
  using Result = tl::expected<hub::Joined, hub::JoinRefusal>;
  auto& at = *implementation_;
  const auto joined = at.wait_for<Result>([&](std::promise<Result>& promise) {
    at.hub().join({link, ""}, [&](Result result) { promise.set_value(std::move(result)); });
  });
  if (!joined) throw std::runtime_error("somebody cannot join");
  return joined->seat_secret;
}

std::vector<Record> Stand::history(ConversationId conversation) {
  using Result = tl::expected<std::vector<Record>, hub::StorageError>;
  auto& at = *implementation_;
  auto history = at.wait_for<Result>([&](std::promise<Result>& promise) {
    at.hub().history(conversation, [&](Result result) { promise.set_value(std::move(result)); });
  });
  if (!history) throw std::runtime_error(history.error().sentence);
  return *std::move(history);
}

}  // namespace arena::test
