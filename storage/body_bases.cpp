#include "storage/body_bases.h"

#include <algorithm>
#include <utility>

namespace ogi::storage {

BodyBases::Base BodyBases::find(std::string_view site) {
    const std::scoped_lock lock{mutex_};
    const auto found = entries_.find(std::string{site});
    if (found == entries_.end()) return nullptr;
    found->second.used = ++uses_;
    return found->second.base;
}

void BodyBases::put(std::string_view site, Base base) {
    const std::scoped_lock lock{mutex_};
    entries_.insert_or_assign(std::string{site}, Entry{.base = std::move(base), .used = ++uses_});
    if (entries_.size() <= bases_max) return;
    const auto by_use = [](const auto& a, const auto& b) { return a.second.used < b.second.used; };
    entries_.erase(std::ranges::min_element(entries_, by_use));
}

void BodyBases::forget(std::string_view site) {
    const std::scoped_lock lock{mutex_};
    entries_.erase(std::string{site});
}

bool BodyBases::proven(std::string_view site, const Base& base) {
    const std::scoped_lock lock{mutex_};
    const auto found = entries_.find(std::string{site});
    return found != entries_.end() && found->second.base == base && found->second.votes > 1;
}

bool BodyBases::note(std::string_view site, const Base& base, bool helped) {
    const std::scoped_lock lock{mutex_};
    const auto found = entries_.find(std::string{site});
    if (found == entries_.end() || found->second.base != base) return false;
    auto& votes = found->second.votes;
    if (helped) {
        votes = std::min(votes + 1, votes_max);
        return false;
    }
    votes = std::max(votes - 1, 0);
    return votes == 0;
}

}  // namespace ogi::storage
