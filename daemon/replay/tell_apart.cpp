#include "daemon/replay/tell_apart.h"

#include "daemon/visit/recognised_change.h"

#include <algorithm>
#include <utility>

namespace ogi::daemon {

using model::Cause;
using model::ChangeType;

namespace {

constexpr std::string_view before_program = ", ";

const std::string& last_read_by(const model::ReportState& state, const model::Revision& current) {
    return state.read_by.empty() ? current.parser_version : state.read_by;
}

// "poppler" of "4, poppler 22.12.0"; empty where no program read.
std::string_view name_of_program(std::string_view read_by) {
    auto program = read_by.substr(parser_of(read_by).size());
    program.remove_prefix(std::min(program.size(), before_program.size()));
    return program.substr(0, program.find(' '));
}

}  // namespace

std::string read_by(std::string_view parser_version, std::string_view reader) {
    std::string by{parser_version};
    if (!reader.empty()) by.append(before_program).append(reader);
    return by;
}

std::string_view parser_of(std::string_view read_by) {
    return read_by.substr(0, read_by.find(before_program));
}

bool is_reading_of(const model::ReportState& state, const model::Revision& current, std::string_view now) {
    const std::string_view before = last_read_by(state, current);
    if (parser_of(before) != parser_of(now)) return false;
    // Where another program reads what is there now, or none, that says nothing of the one before.
    return name_of_program(before) != name_of_program(now) || before == now;
}

void note_reader(storage::Commit& commit, model::ReportState state, const model::Revision& current,
                 std::string_view now) {
    if (last_read_by(state, current) == now) return;
    state.read_by = now;
    commit.states.push_back(std::move(state));
}

Revised reinterpret(const Held& held, Reading again, base::UtcTime now) {
    auto revised = revise(held, std::move(again), ChangeType::reinterpreted, now, Cause::reparse);
    revised.state.withdrawn_at = held.state.withdrawn_at;
    revised.state.filed_as = held.state.filed_as;
    // The report may have moved since that body came.
    revised.state.source_url = revised.change.source_url = held.state.source_url;
    return revised;
}

std::vector<Revised> tell_apart(const Held& held, std::optional<Reading> again, Reading now_shown,
                                ChangeType type, base::UtcTime now) {
    std::vector<Revised> steps;
    const bool back = type == ChangeType::restored;
    if (!again && !back) {
        steps.push_back(revise(held, std::move(now_shown), ChangeType::reinterpreted, now, Cause::reparse));
        return steps;
    }
    Held base = held;
    std::optional<model::Revision> reread;
    if (again && again->content_digest != held.current->content_digest) {
        steps.push_back(reinterpret(held, *std::move(again), now));
        reread = steps.back().revision;
        base = {steps.back().state, &*reread};
    }
    if (!back && base.current->content_digest == now_shown.content_digest) return steps;
    if (auto changed = revise_as_recognised(base, std::move(now_shown), type, now))
        steps.push_back(*std::move(changed));
    return steps;
}

std::vector<Revised> tell_of_agency(const Held& held, const std::map<model::ReportKey, HeldAgain>& held_again,
                                    Reading now_shown, ChangeType type, base::UtcTime now) {
    if (is_reading_of(held.state, *held.current, now_shown.parser_version)) {
        std::vector<Revised> steps;
        if (auto changed = revise_as_recognised(held, std::move(now_shown), type, now))
            steps.push_back(*std::move(changed));
        return steps;
    }
    const auto known = held_again.find(held.state.key);
    std::optional<Reading> again;
    if (known != held_again.end() && known->second.revision == held.current->number)
        again = known->second.reading;
    return tell_apart(held, std::move(again), std::move(now_shown), type, now);
}

}  // namespace ogi::daemon
