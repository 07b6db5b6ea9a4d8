#include "base/url.h"
#include "daemon/answers/as_of.h"
#include "daemon/answers/name_segment.h"
#include "daemon/answers/path_pattern.h"
#include "daemon/answers/question.h"
#include "daemon/answers/question_path.h"
#include "daemon/whole_number.h"

#include <boost/url/encode.hpp>
#include <boost/url/parse.hpp>
#include <boost/url/rfc/unreserved_chars.hpp>
#include <boost/url/url_view.hpp>

#include <algorithm>
#include <array>
#include <limits>
#include <set>
#include <utility>
#include <vector>

namespace ogi::daemon {

namespace urls = boost::urls;
using base::ErrorCode;
using base::Result;

namespace {

constexpr int year_max = 9999;  // Of a report.
constexpr int revision_max = std::numeric_limits<int>::max();
constexpr std::string_view bad_after = "after must be what a Link of this list says";

std::string encode(std::string_view text) {
    return urls::encode(text, urls::unreserved_chars);
}

template <class Number>
Result<Number> read_number(std::string_view name, std::string_view text) {
    if (const auto number = whole_number<Number>(text)) return *number;
    return base::fail(ErrorCode::usage,
                      std::string{name} + " must be a whole number, not \"" + std::string{text} + "\"");
}

// From 1 on: what is not given at all stands as 0 in a Question.
Result<int> read_counted(std::string_view name, std::string_view text, int most) {
    TRY(number, read_number<int>(name, text));
    if (number >= 1 && number <= most) return number;
    return base::fail(ErrorCode::usage, std::string{name} + " must be from 1 to " + std::to_string(most) +
                                            ", not " + std::to_string(number));
}

// Behind which line a list goes on: "AGENCY/YEAR" or a URL.
Result<void> read_after(const std::string& value, Question& question) {
    if (question.about == About::pages || question.about == About::suspects) {
        if (!base::Url::parse(value)) return base::fail(ErrorCode::usage, bad_after);
        question.after_url = value;
        return {};
    }
    const auto slash = value.rfind('/');
    if (question.about != About::reports || slash == std::string::npos)
        return base::fail(ErrorCode::usage, bad_after);
    TRY(year, read_number<int>("after", value.substr(slash + 1)));
    if (slash == 0 || year < 1 || year > year_max) return base::fail(ErrorCode::usage, bad_after);
    question.after_report = {value.substr(0, slash), year};
    return {};
}

Result<void> read_parameter(std::string_view name, const std::string& value, Question& question) {
    if (name == "agency") {
        if (value.empty()) return base::fail(ErrorCode::usage, "agency is empty; leave it out for all");
        question.agency = value;
    } else if (name == "year") {
        TRY(year, read_counted(name, value, year_max));
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
        TRY(from, read_counted(name, value, revision_max));
        question.from = from;
    } else if (name == "to") {
        TRY(to, read_counted(name, value, revision_max));
        question.to = to;
    } else if (name == "against") {
        TRY(against, read_counted(name, value, year_max));
        question.against = against;
    } else if (name == "form") {
        if (value != "json-patch" && value != "operations")
            return base::fail(ErrorCode::usage,
                              "form must be operations or json-patch, not \"" + value + "\"");
        question.form = value == "json-patch" ? DiffForm::json_patch : DiffForm::operations;
    } else if (name == "since") {
        TRY(since, read_number<std::uint64_t>(name, value));
        question.since = since;
    } else if (name == "after") {
        TRY_VOID(read_after(value, question));
    } else if (name == "limit") {
        TRY(limit, read_number<std::uint64_t>(name, value));
        question.limit = limit;
    }
    return {};  // feed: how changes are delivered; not part of what is asked.
}

struct Path {
    About about;
    std::string_view pattern;
    std::string_view parameters = {};  // Those of the query that it knows, each with a blank in front.
};

// What a resource does not know would be answered as if it had not been asked.
constexpr std::array paths = {
    Path{About::reports, "/v1/reports", " agency year as_of limit after"},
    Path{About::report, "/v1/reports/{agency}/{year}", " as_of"},
    Path{About::history, "/v1/reports/{agency}/{year}/history"},
    Path{About::copies, "/v1/reports/{agency}/{year}/copies"},
    Path{About::diff, "/v1/reports/{agency}/{year}/diff", " from to against form"},
    Path{About::changes, "/v1/changes", " since limit feed"},
    Path{About::roster, "/v1/roster", " agency limit"},
    Path{About::overdue, "/v1/overdue", " agency year at limit"},
    Path{About::pages, "/v1/pages", " limit after"},
    Path{About::captures, "/v1/captures", " url limit"},
    Path{About::suspects, "/v1/suspects", " limit after"},
    Path{About::status, "/v1/status"},
    Path{About::hosts, "/v1/hosts"},
    Path{About::paused, "/v1/paused"},
    Path{About::limits, "/v1/limits"},
    Path{About::agencies, "/v1/agencies", " agency limit"},
    Path{About::agency, "/v1/agencies/{agency}"},
    Path{About::doubts, "/v1/doubts", " limit"},
    Path{About::decisions, "/v1/decisions", " limit"},
    Path{About::sources, "/v1/sources"},
};

bool knows(About about, std::string_view parameter) {
    const auto known = std::string{std::ranges::find(paths, about, &Path::about)->parameters} + " ";
    return known.find(" " + std::string{parameter} + " ") != std::string::npos;
}

Result<void> read_path(const std::vector<std::string>& segments, Question& question) {
    for (const auto& path : paths) {
        const auto parts = match_path(path.pattern, segments);
        if (!parts) continue;
        question.about = path.about;
        for (const auto& [name, value] : *parts) TRY_VOID(read_parameter(name, value, question));
        return {};
    }
    return base::fail(ErrorCode::not_found, "no such resource; see docs/api.md");
}

std::string path_of(const Question& question) {
    std::string path;
    for (const auto& [text, is_name] : split_pattern(path_pattern_of(question.about))) {
        path += '/';
        if (!is_name) {
            path += text;
        } else {
            path += text == "agency" ? encode(segment_of(question.agency)) : std::to_string(question.year);
        }
    }
    return path;
}

}  // namespace

std::string_view path_pattern_of(About about) {
    return std::ranges::find(paths, about, &Path::about)->pattern;
}

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
    if (!question.after_report.agency.empty())
        add("after", question.after_report.agency + "/" + std::to_string(question.after_report.year));
    if (!question.after_url.empty()) add("after", question.after_url);
    return path_of(question) + query;
}

Result<Question> parse_target(std::string_view target) {
    const auto parsed = urls::parse_origin_form(target);
    if (!parsed) return base::fail(ErrorCode::usage, "not a path");
    std::vector<std::string> path;
    for (const auto segment : parsed->segments()) path.emplace_back(segment.begin(), segment.end());
    Question question;
    TRY_VOID(read_path(path, question));
    std::set<std::string> seen;
    for (const auto parameter : parsed->params()) {
        if (!seen.insert(parameter.key).second)
            return base::fail(ErrorCode::usage, "parameter \"" + parameter.key + "\" stands there twice");
        if (!knows(question.about, parameter.key))
            return base::fail(ErrorCode::usage, "unknown parameter \"" + parameter.key + "\"");
        TRY_VOID(read_parameter(parameter.key, parameter.value, question));
    }
    return question;
}

}  // namespace ogi::daemon
