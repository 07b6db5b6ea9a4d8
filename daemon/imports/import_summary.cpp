#include "base/json_writer.h"
#include "daemon/imports/import_captures.h"

#include <boost/json/parse.hpp>

#include <array>

namespace ogi::daemon {

namespace {

struct Count {
    std::string_view name;
    std::uint64_t ImportSummary::*member;
};
constexpr std::array counts = {
    Count{"captures", &ImportSummary::captures},
    Count{"known", &ImportSummary::known},
    Count{"reports", &ImportSummary::reports},
    Count{"changes", &ImportSummary::changes},
    Count{"no_report", &ImportSummary::no_report},
    Count{"unread", &ImportSummary::unread},
    Count{"incomplete", &ImportSummary::incomplete},
    Count{"no_page", &ImportSummary::no_page},
    Count{"damaged", &ImportSummary::damaged},
    Count{"unresolved", &ImportSummary::unresolved},
    Count{"problems_left_out", &ImportSummary::problems_left_out},
};

}  // namespace

void ImportSummary::tell(std::string problem) {
    if (problems.size() < problems_max) {
        problems.push_back(std::move(problem));
    } else {
        ++problems_left_out;
    }
}

std::string ImportSummary::to_json() const {
    base::JsonWriter json;
    json.begin_object();
    for (const auto& [name, member] : counts) json.field(name, this->*member);
    json.key("problems").begin_array();
    for (const auto& problem : problems) json.value(problem);
    json.end_array().end_object();
    return json.take();
}

base::Result<ImportSummary> ImportSummary::parse(std::string_view text) {
    boost::system::error_code problem;
    const auto value = boost::json::parse(text, problem);
    const auto malformed = base::fail(base::ErrorCode::malformed, "not the summary of an import");
    if (problem || !value.is_object()) return malformed;
    ImportSummary summary;
    for (const auto& [name, member] : counts) {
        const auto* count = value.as_object().if_contains(name);
        if (count == nullptr || !count->is_number()) return malformed;
        summary.*member = count->to_number<std::uint64_t>();
    }
    const auto* problems = value.as_object().if_contains("problems");
    if (problems == nullptr || !problems->is_array()) return malformed;
    for (const auto& words : problems->as_array()) {
        if (words.is_string()) summary.problems.emplace_back(std::string_view{words.as_string()});
    }
    return summary;
}

}  // namespace ogi::daemon
