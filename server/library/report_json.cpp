// SPDX-License-Identifier: EUPL-1.2
// A report for programs.
#include <nlohmann/json.hpp>

#include "server/codec/api.hpp"
#include "server/library/report.hpp"

namespace arena::library {
namespace {

using Json = nlohmann::ordered_json;

Json words(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }
Json count(const std::optional<std::uint32_t>& number) {
  return number ? Json(*number) : Json(nullptr);
}

Json point_json(const ReportPoint& point) {
  Json quotes = Json::array();
  for (const Quote& quote : point.quotes) {
    Json one;
    one["source"] = quote.source;
    one["text"] = quote.text;
    quotes.push_back(std::move(one));
  }
  Json out;
  out["text"] = point.text;
  out["status"] = name(point.status);
  out["owner"] = words(point.owner);
  out["due_ms"] = point.due ? Json(point.due->value) : Json(nullptr);
  out["reason"] = words(point.reason);
  out["judgement"] = words(point.judgement);
  out["signal"] = point.signal;
  out["brought"] = point.brought;
  out["quotes"] = std::move(quotes);
  out["evidence_not_quoted"] = point.evidence_not_quoted;
  return out;
}

Json points_json(const std::vector<ReportPoint>& points) {
  Json all = Json::array();
  for (const ReportPoint& point : points) all.push_back(point_json(point));
  return all;
}

Json ballot_json(const ReportBallot& ballot) {
  Json counts = Json::array();
  for (const auto& [choice, number] : ballot.counts) {
    Json one;
    one["choice"] = choice;
    one["count"] = count(number);
    counts.push_back(std::move(one));
  }
  Json out;
  out["title"] = ballot.title;
  out["answered"] = count(ballot.answered);
  out["counts"] = std::move(counts);
  return out;
}

}  // namespace

std::string json(const Report& report) {
  Json out;
  out["conversation"] = codec::hex(report.conversation);
  out["title"] = report.title;
  out["method"] = report.method;
  out["language"] = code(report.language);
  out["made_ms"] = report.made.value;
  out["held_ms"] = Json::array();
  for (const Instant at : report.held) out["held_ms"].push_back(at.value);
  out["strengths"] = points_json(report.strengths);
  out["improvements"] = points_json(report.improvements);
  out["wishes"] = points_json(report.wishes);
  out["lists"] = Json::array();
  for (const ReportList& list : report.lists) {
    Json one;
    one["title"] = list.title;
    one["items"] = list.items;
    out["lists"].push_back(std::move(one));
  }
  out["ballots"] = Json::array();
  for (const ReportBallot& ballot : report.ballots) out["ballots"].push_back(ballot_json(ballot));
  out["groups"] = Json::array();
  for (const ReportGroup& group : report.groups) {
    Json one;
    one["title"] = group.title;
    one["people"] = count(group.people);
    out["groups"].push_back(std::move(one));
  }
  out["words_left_out"] = report.words_left_out;
  return out.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace arena::library
