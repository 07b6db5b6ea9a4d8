#include "daemon/answers/as_of.h"
#include "daemon/answers/question.h"

#include <boost/url/encode.hpp>
#include <boost/url/parse.hpp>
#include <boost/url/rfc/unreserved_chars.hpp>
#include <boost/url/url_view.hpp>

#include <charconv>
#include <utility>
#include <vector>

namespace ogi::daemon {

namespace urls = boost::urls;
using base::ErrorCode;
using base::Result;

namespace {

std::string encode(std::string_view text) {
    return urls::encode(text, urls::unreserved_chars);
}

template <class Number>
Result<Number> read_number(std::string_view name, std::string_view text) {
    Number number{};
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (problem != std::errc{} || end != text.data() + text.size() || number < 0) {
        return base::fail(ErrorCode::usage,
                          std::string{name} + " must be a whole number, not \"" + std::string{text} + "\"");
    }
    return number;
}

Result<void> read_parameter(std::string_view name, const std::string& value, Question& question) {
    if (name == "agency") {
        question.agency = value;
    } else if (name == "year") {
        TRY(year, read_number<int>(name, value));
        question.year = year;
    } else if (name == "url") {
        question.url = value;
    } else if (name == "at") {
        const auto day = base::parse_iso_date(value);
        if (!day)
            return base::fail(ErrorCode::usage, "at must be a day as in 2026-02-01, not \"" + value + "\"");
        question.at = value;
    } else if (name == "as_of") {
        TRY(as_of, parse_as_of(value));
        static_cast<void>(as_of);
        question.as_of = value;
    } else if (name == "from") {
        TRY(from, read_number<int>(name, value));
        question.from = from;
    } else if (name == "to") {
        TRY(to, read_number<int>(name, value));
        question.to = to;
    } else if (name == "against") {
        TRY(against, read_number<int>(name, value));
        question.against = against;
    } else if (name == "form") {
        if (value != "json-patch" && value != "operations")
            return base::fail(ErrorCode::usage,
                              "form must be operations or json-patch, not \"" + value + "\"");
        question.form = value == "json-patch" ? DiffForm::json_patch : DiffForm::operations;
    } else if (name == "since") {
        TRY(since, read_number<std::uint64_t>(name, value));
        question.since = since;
    } else if (name == "limit") {
        TRY(limit, read_number<std::uint64_t>(name, value));
        question.limit = limit;
    } else if (name != "feed") {  // How changes are delivered; not part of what is asked.
        return base::fail(ErrorCode::usage, "unknown parameter \"" + std::string{name} + "\"");
    }
    return {};
}

// "v1", "reports", agency, year, "history" → which question.
Result<Question> read_path(const std::vector<std::string>& path) {
    const auto refuse = [] { return base::fail(ErrorCode::not_found, "no such resource; see docs/api.md"); };
    Question question;
    if (path.size() < 2 || path[0] != "v1") return refuse();
    if (path.size() == 2) {
        static const std::vector<std::pair<std::string_view, About>> plain = {
            {"reports", About::reports}, {"changes", About::changes},     {"pages", About::pages},
            {"roster", About::roster},   {"overdue", About::overdue},     {"status", About::status},
            {"hosts", About::hosts},     {"paused", About::paused},       {"limits", About::limits},
            {"sources", About::sources}, {"suspects", About::suspects},   {"agencies", About::agencies},
            {"doubts", About::doubts},   {"decisions", About::decisions}, {"captures", About::captures}};
        for (const auto& [name, about] : plain) {
            if (path[1] == name) {
                question.about = about;
                return question;
            }
        }
        return refuse();
    }
    if (path[1] == "agencies" && path.size() == 3) {
        question.about = About::agency;
        question.agency = path[2];
        return question;
    }
    if (path[1] != "reports" || path.size() < 4 || path.size() > 5) return refuse();
    question.agency = path[2];
    TRY(year, read_number<int>("year", path[3]));
    question.year = year;
    if (path.size() == 4) {
        question.about = About::report;
    } else if (path[4] == "history") {
        question.about = About::history;
    } else if (path[4] == "copies") {
        question.about = About::copies;
    } else if (path[4] == "diff") {
        question.about = About::diff;
    } else {
        return refuse();
    }
    return question;
}

std::string path_of(const Question& question) {
    const auto one = [&] {
        return "/v1/reports/" + encode(question.agency) + "/" + std::to_string(question.year);
    };
    switch (question.about) {
        case About::reports:
            return "/v1/reports";
        case About::report:
            return one();
        case About::history:
            return one() + "/history";
        case About::copies:
            return one() + "/copies";
        case About::diff:
            return one() + "/diff";
        case About::changes:
            return "/v1/changes";
        case About::roster:
            return "/v1/roster";
        case About::overdue:
            return "/v1/overdue";
        case About::pages:
            return "/v1/pages";
        case About::suspects:
            return "/v1/suspects";
        case About::captures:
            return "/v1/captures";
        case About::status:
            return "/v1/status";
        case About::hosts:
            return "/v1/hosts";
        case About::paused:
            return "/v1/paused";
        case About::limits:
            return "/v1/limits";
        case About::agencies:
            return "/v1/agencies";
        case About::agency:
            return "/v1/agencies/" + encode(question.agency);
        case About::doubts:
            return "/v1/doubts";
        case About::decisions:
            return "/v1/decisions";
        case About::sources:
            return "/v1/sources";
    }
    return {};
}

}  // namespace

std::string to_target(const Question& question) {
    std::string query;
    const auto add = [&](std::string_view name, const std::string& value) {
        query += (query.empty() ? "?" : "&") + std::string{name} + "=" + encode(value);
    };
    const bool chooses = question.about == About::reports || question.about == About::agencies ||
                         question.about == About::roster || question.about == About::overdue;
    if (chooses && !question.agency.empty()) add("agency", question.agency);
    if (chooses && question.year != 0) add("year", std::to_string(question.year));
    if (!question.url.empty()) add("url", question.url);
    if (!question.at.empty()) add("at", question.at);
    if (!question.as_of.empty()) add("as_of", question.as_of);
    if (question.from != 0) add("from", std::to_string(question.from));
    if (question.to != 0) add("to", std::to_string(question.to));
    if (question.against != 0) add("against", std::to_string(question.against));
    if (question.form == DiffForm::json_patch) add("form", "json-patch");
    if (question.since != 0) add("since", std::to_string(question.since));
    if (question.limit != 0) add("limit", std::to_string(question.limit));
    return path_of(question) + query;
}

Result<Question> parse_target(std::string_view target) {
    const auto parsed = urls::parse_origin_form(target);
    if (!parsed) return base::fail(ErrorCode::usage, "not a path");
    std::vector<std::string> path;
    for (const auto segment : parsed->segments()) path.emplace_back(segment.begin(), segment.end());
    TRY(question, read_path(path));
    for (const auto parameter : parsed->params()) {
        TRY_VOID(read_parameter(parameter.key, parameter.value, question));
    }
    return question;
}

}  // namespace ogi::daemon
