#include "daemon/decisions/decision_desk.h"

#include "base/json_writer.h"
#include "daemon/decisions/agency_names.h"
#include "daemon/decisions/decisions_file.h"
#include "daemon/decisions/known_decisions.h"
#include "daemon/visit/file_reports.h"
#include "model/decision_json.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>
#include <set>
#include <string_view>
#include <utility>

namespace ogi::daemon {

using base::ErrorCode;
using base::fail;
using base::Result;
using model::Decision;
using model::DecisionKind;

namespace {

std::string lines_of(const std::vector<Decision>& decisions) {
    std::string lines;
    for (const auto& decision : decisions) lines += model::to_json(decision) + "\n";
    return lines;
}

void warn_of_lacking(std::size_t count, const std::filesystem::path& file) {
    spdlog::warn("decisions put back, the file was lost or an older one file={} decisions={}", file.string(),
                 count);
}

void warn_of(const KnownDecisions& read, const std::filesystem::path& file) {
    if (!read.lacking.empty()) warn_of_lacking(read.lacking.size(), file);
    if (!read.torn.empty()) {
        spdlog::warn("decision torn, a write of it broke off; it is left out file={} text=\"{}\"",
                     file.string(), read.torn);
    }
    for (const auto& decision : read.decisions) {
        if (decision.kind != DecisionKind::unknown) continue;
        spdlog::warn("decision of an unknown kind kept and not followed file={} id={} kind={}", file.string(),
                     decision.id, decision.kind_word);
    }
}

// A decision of several lines handed in, with its line for messages.
Result<std::vector<std::pair<std::size_t, Decision>>> parse_lines(std::string_view lines) {
    std::vector<std::pair<std::size_t, Decision>> decisions;
    for (std::size_t number = 1; !lines.empty(); ++number) {
        const auto end = std::min(lines.find('\n'), lines.size());
        auto line = lines.substr(0, end);
        lines.remove_prefix(std::min(end + 1, lines.size()));
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (line.find_first_not_of(" \t") == line.npos) continue;
        auto decision = model::parse_decision_json(line);
        if (!decision) {
            return fail(ErrorCode::malformed,
                        "line " + std::to_string(number) + ": " + decision.error().context);
        }
        decisions.emplace_back(number, *std::move(decision));
    }
    return decisions;
}

std::set<std::string> cores_of(const std::vector<std::string>& names) {
    std::set<std::string> cores;
    for (const auto& name : names) cores.insert(core_of(name));
    return cores;
}

}  // namespace

std::string Taken::to_json() const {
    base::JsonWriter json;
    json.begin_object().field("taken", static_cast<std::uint64_t>(decisions.size()));
    json.field("known", static_cast<std::uint64_t>(known));
    json.field("reports", static_cast<std::uint64_t>(refiled.reports));
    json.field("changes", static_cast<std::uint64_t>(refiled.changes));
    json.key("read_again").begin_array();
    for (const auto& url : refiled.read_again) json.value(url.text());
    json.end_array().key("ids").begin_array();
    for (const auto& decision : decisions) json.value(decision.id);
    json.end_array().end_object();
    return json.take();
}

std::set<std::string> names_touched(const Rulings& rulings, const std::vector<Decision>& decisions) {
    std::set<std::string> names;
    const auto add = [&](const Decision& decision) {
        bool more = false;
        for (auto& name : names_in(decision)) more = names.insert(std::move(name)).second || more;
        return more;
    };
    for (const auto& decision : decisions) {
        add(decision);
        if (const auto* revoked = rulings.find(decision.revokes)) add(revoked->decision);
    }
    // What is tied to them by others, revoked ones too: what these did may have to be undone.
    for (bool more = true; more;) {
        more = false;
        const auto cores = cores_of({names.begin(), names.end()});
        for (const auto& entry : rulings.entries()) {
            const auto& decision = entry.decision;
            if (decision.name.empty() || decision.kind == DecisionKind::doubt_confirm) continue;
            const bool tied =
                cores.contains(core_of(decision.agency)) || cores.contains(core_of(decision.name));
            if (tied) more = add(decision) || more;
        }
    }
    return names;
}

Result<std::unique_ptr<DecisionDesk>> DecisionDesk::open(storage::Store& store, std::filesystem::path file,
                                                         base::UtcTime now) {
    std::unique_ptr<DecisionDesk> desk{new DecisionDesk{store, std::move(file)}};
    TRY(known, known_decisions(store, desk->file_));
    warn_of(known, desk->file_);
    if (!known.torn.empty() || !known.lacking.empty()) {
        TRY_VOID(append_decisions(desk->file_, lines_of(known.lacking)));
        TRY(read, read_decisions(desk->file_));
        known.file_digest = std::move(read.digest);
    }
    desk->decisions_ = std::move(known.decisions);
    desk->book_->write(std::make_shared<const Rulings>(desk->decisions_));
    const auto& followed = known.followed;
    if (!followed.any_ever && desk->decisions_.empty()) return desk;
    if (followed.file_digest == known.file_digest) {
        // An earlier ogid kept no copy.
        if (followed.decisions.empty() && !desk->decisions_.empty())
            TRY_VOID(note_followed(store, known.file_digest, desk->decisions_));
        return desk;
    }
    auto names = names_touched(*desk->book_->read(), desk->decisions_);
    names.insert(followed.names.begin(), followed.names.end());
    TRY(refiled, desk->follow(names, now));
    TRY_VOID(note_followed(store, known.file_digest, desk->decisions_));
    spdlog::info("decisions followed file={} decisions={} reports={} changes={}", desk->file_.string(),
                 desk->decisions_.size(), refiled.reports, refiled.changes);
    return desk;
}

Result<Refiled> DecisionDesk::follow(const std::set<std::string>& names, base::UtcTime now) {
    TRY(refiled, refile(store_, *book_->read(), names, now));
    TRY_VOID(store_.sync());
    return refiled;
}

// What the file has lost since it was read is put back with it.
Result<void> DecisionDesk::append(const std::vector<Decision>& taken) {
    TRY(read, read_decisions(file_));
    const auto lacking = lacking_in(read.decisions, decisions_);
    if (!lacking.empty()) warn_of_lacking(lacking.size(), file_);
    return append_decisions(file_, lines_of(lacking) + lines_of(taken));
}

// Lines that somebody wrote into the file meanwhile are followed at the next start.
Result<void> DecisionDesk::note() {
    TRY(read, read_decisions(file_));
    const bool is_all = read.decisions.size() == decisions_.size();
    return note_followed(store_, is_all ? read.digest : std::string{}, decisions_);
}

Result<Taken> DecisionDesk::take(std::string_view lines, base::UtcTime now) {
    TRY(parsed, parse_lines(lines));
    const auto rulings = book_->read();
    Taken taken;
    // A clock that was put back must not put a decision before those it was made after.
    auto at = now;
    for (const auto& entry : rulings->entries())
        at = std::max(at, entry.decision.at + std::chrono::milliseconds{1});
    for (auto& [number, decision] : parsed) {
        const auto in_line = [number = number](const base::Error& error) {
            return fail(error.code, "line " + std::to_string(number) + ": " + error.context);
        };
        if (decision.id.empty()) {
            auto whole = complete_decision(store_, *rulings, std::move(decision), at);
            if (!whole) return parsed.size() == 1 ? whole.error() : in_line(whole.error());
            decision = *std::move(whole);
            at += std::chrono::milliseconds{1};
        } else if (decision.at == base::UtcTime{}) {
            return in_line(fail(ErrorCode::malformed, "at is missing"));
        }
        const auto same = std::ranges::find(taken.decisions, decision.id, &Decision::id);
        const auto* known = rulings->find(decision.id);
        if (known == nullptr && same == taken.decisions.end()) {
            taken.decisions.push_back(std::move(decision));
        } else if ((known != nullptr ? known->decision : *same) == decision) {
            ++taken.known;
        } else {
            return in_line(fail(ErrorCode::usage, decision.id + " is another decision here"));
        }
    }
    if (taken.decisions.empty()) return taken;
    TRY_VOID(append(taken.decisions));
    decisions_.insert(decisions_.end(), taken.decisions.begin(), taken.decisions.end());
    book_->write(std::make_shared<const Rulings>(decisions_));
    TRY(refiled, follow(names_touched(*book_->read(), taken.decisions), now));
    taken.refiled = std::move(refiled);
    TRY_VOID(note());
    return taken;
}

}  // namespace ogi::daemon
