#include "daemon/decisions/known_decisions.h"

#include "base/counted.h"
#include "daemon/decisions/decisions_file.h"
#include "daemon/decisions/rulings.h"
#include "model/decision_json.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <string_view>
#include <utility>

namespace ogi::daemon {

using base::Result;
using model::Decision;

namespace {

// The digest of the file, then the decisions, a line each.
constexpr std::string_view followed_setting = "decisions";

std::string_view take_line(std::string_view& text) {
    const auto end = std::min(text.find('\n'), text.size());
    const auto line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return line;
}

}  // namespace

Result<FollowedDecisions> followed_decisions(const storage::Store& store) {
    TRY(text, store.setting(followed_setting));
    FollowedDecisions followed;
    if (!text) return followed;
    followed.any_ever = true;
    std::string_view rest = *text;
    followed.file_digest = take_line(rest);
    while (!rest.empty()) {
        const auto line = take_line(rest);
        // An earlier ogid kept the names alone.
        if (!line.starts_with('{')) {
            followed.names.emplace_back(line);
            continue;
        }
        TRY(decision, model::parse_decision_json(line));
        for (auto& name : names_in(decision)) followed.names.push_back(std::move(name));
        followed.decisions.push_back(std::move(decision));
    }
    return followed;
}

Result<void> note_followed(storage::Store& store, const std::string& file_digest,
                           const std::vector<Decision>& decisions) {
    std::string text = file_digest;
    for (const auto& decision : decisions) text += "\n" + model::to_json(decision);
    return store.set_setting(followed_setting, text);
}

std::vector<Decision> lacking_in(const std::vector<Decision>& there, const std::vector<Decision>& wanted) {
    std::set<std::string_view> ids;
    for (const auto& decision : there) ids.insert(decision.id);
    std::vector<Decision> lacking;
    std::ranges::copy_if(wanted, std::back_inserter(lacking),
                         [&](const Decision& decision) { return !ids.contains(decision.id); });
    return lacking;
}

Result<KnownDecisions> known_decisions(const storage::Store& store, const std::filesystem::path& file) {
    TRY(read, read_decisions(file));
    TRY(followed, followed_decisions(store));
    KnownDecisions known{.decisions = std::move(read.decisions),
                         .torn = std::move(read.torn),
                         .file_digest = std::move(read.digest)};
    known.lacking = lacking_in(known.decisions, followed.decisions);
    known.followed = std::move(followed);
    known.decisions.insert(known.decisions.end(), known.lacking.begin(), known.lacking.end());
    return known;
}

std::string told_lacking(const KnownDecisions& known, const std::filesystem::path& file) {
    if (known.lacking.empty()) return {};
    return file.string() + " lacks " + base::counted(known.lacking.size(), "decision") +
           " that the store follows, as of " + known.lacking.front().id +
           ": the file was lost or is an older one";
}

}  // namespace ogi::daemon
