#include "tests/daemon/feed/fold.h"

#include "tests/daemon/feed/violation.h"

#include <boost/json/parse.hpp>

#include <algorithm>
#include <tuple>

namespace ogi::daemon {

SeenLine read_line(std::string_view line) {
    boost::system::error_code problem;
    const auto read = boost::json::parse(line, problem);
    must_hold(!problem && read.is_object(), "a line of the feed is no JSON object");
    const auto text = [&](std::string_view name) {
        const auto* member = read.get_object().if_contains(name);
        must_hold(member != nullptr && member->is_string(), "a line of the feed has no " + std::string{name});
        return std::string{member->get_string()};
    };
    const auto cursor = model::parse_cursor(text("cursor"));
    must_hold(cursor && cursor->epoch && std::to_string(cursor->sequence) == text("sequence"),
              "the cursor of a line is not its place");
    return {{*cursor->epoch, cursor->sequence}, text("subject")};
}

base::Sha256 chain_on(const base::Sha256& before, std::string_view line) {
    std::string bytes(reinterpret_cast<const char*>(before.data()), before.size());
    return base::sha256(bytes += line);
}

void Fold::take(const std::string& subject, const Held& held) {
    const auto version = [](const Held& one) { return std::tie(one.version.epoch, one.version.sequence); };
    const auto known = held_.find(subject);
    if (known != held_.end()) {
        if (version(held) <= version(known->second)) return;
        digest_.take_away(known->second.line);
    }
    digest_.add(held.line);
    held_[subject] = held;
}

void Fold::take(const SeenLine& seen, std::string_view line) {
    take(seen.subject, {seen.cursor, base::sha256(line)});
}

void Fold::take(const Fold& other) {
    for (const auto& [subject, held] : other.held_) take(subject, held);
}

std::uint64_t Fold::highest() const {
    std::uint64_t highest = 0;
    for (const auto& [subject, held] : held_) highest = std::max(highest, held.version.sequence);
    return highest;
}

}  // namespace ogi::daemon
