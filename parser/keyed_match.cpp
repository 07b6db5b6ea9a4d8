#include "parser/keyed_match.h"

#include "parser/sequence_match.h"

#include <map>

namespace ogi::parser {

namespace {

// Pairs what is left in [from, to) of either side, if it is as many.
void pair_by_place(KeyedMatch& match, std::vector<bool>& taken, SequenceMatch::Pair from,
                   SequenceMatch::Pair to) {
    std::vector<std::size_t> before, after;
    for (auto i = from.before; i < to.before; ++i) {
        if (!taken[i]) before.push_back(i);
    }
    for (auto i = from.after; i < to.after; ++i) {
        if (!match.old_of[i]) after.push_back(i);
    }
    if (before.size() != after.size()) return;
    for (std::size_t i = 0; i < before.size(); ++i) {
        match.old_of[after[i]] = before[i];
        taken[before[i]] = true;
    }
}

}  // namespace

KeyedMatch match_keys(const std::vector<std::string>& before, const std::vector<std::string>& after) {
    TokenNumbers numbers;
    std::vector<std::uint32_t> old_keys, new_keys;
    for (const auto& key : before) old_keys.push_back(numbers.of(key));
    for (const auto& key : after) new_keys.push_back(numbers.of(key));
    KeyedMatch match;
    match.old_of.resize(after.size());
    std::vector<bool> taken(before.size());
    auto in_order = match_sequences(old_keys, new_keys).pairs;
    for (const auto& pair : in_order) {
        match.old_of[pair.after] = pair.before;
        taken[pair.before] = true;
    }
    std::multimap<std::uint32_t, std::size_t> left;
    for (std::size_t i = 0; i < before.size(); ++i) {
        if (!taken[i]) left.emplace(old_keys[i], i);
    }
    for (std::size_t i = 0; i < after.size(); ++i) {
        if (match.old_of[i]) continue;
        const auto found = left.find(new_keys[i]);
        if (found == left.end()) continue;
        match.old_of[i] = found->second;
        taken[found->second] = true;
        match.reordered = true;
        left.erase(found);
    }
    in_order.push_back({before.size(), after.size()});
    SequenceMatch::Pair from;
    for (const auto& to : in_order) {
        pair_by_place(match, taken, from, to);
        from = {to.before + 1, to.after + 1};
    }
    for (std::size_t i = 0; i < before.size(); ++i) {
        if (!taken[i]) match.vanished.push_back(i);
    }
    return match;
}

}  // namespace ogi::parser
