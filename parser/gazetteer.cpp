#include "parser/gazetteer.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <cstring>
#include <deque>
#include <iterator>
#include <tuple>
#include <unordered_map>

namespace ogi::parser {

namespace {

using namespace std::literals;

constexpr Division table[] = {
#include "parser/tables/divisions.inc"
};

constexpr std::size_t key_bytes = 6;  // Two Han characters, which every name has at least.
constexpr std::size_t name_bytes_max = 60;

// "民和回族土族自治县" is written 民和县 by everybody, "黔东南苗族侗族自治州" 黔东南州.
struct UsualForm {
    std::string_view ending;
    std::string_view usual;
};
constexpr UsualForm usual_forms[] = {{"自治州"sv, "州"sv}, {"自治县"sv, "县"sv}, {"自治旗"sv, "旗"sv}};

std::uint64_t key_of(std::string_view text) {
    std::uint64_t key = 0;
    std::memcpy(&key, text.data(), key_bytes);
    return key;
}

// All names, those that begin with the same two characters side by side. Most places of a text begin none:
// a filter of bits answers for them.
class Names {
  public:
    Names() {
        std::vector<Spelling> spellings;
        const auto add = [&](std::string_view name, const Division& division, NameForm form) {
            if (name.size() >= key_bytes && name.size() <= name_bytes_max)
                spellings.push_back({name, form, &division});
        };
        for (const auto& division : table) {
            add(division.name, division, NameForm::full);
            if (division.stem.empty()) continue;
            add(division.stem, division, NameForm::stem);
            for (const auto& [ending, usual] : usual_forms) {
                if (!division.name.ends_with(ending)) continue;
                const auto& name = spelt_.emplace_back(std::string{division.stem} + std::string{usual});
                if (name != division.name) add(name, division, NameForm::full);
            }
        }
        std::ranges::stable_sort(spellings, {}, [](const Spelling& s) { return std::tie(s.name, s.form); });
        divisions_.reserve(spellings.size());
        for (const auto& [name, form, division] : spellings) {
            const auto here = static_cast<std::uint32_t>(divisions_.size());
            if (entries_.empty() || entries_.back().name != name || entries_.back().form != form)
                entries_.push_back({name, form, here, here});
            divisions_.push_back(division);
            ++entries_.back().end;
        }
        for (std::size_t i = 0; i < entries_.size(); ++i) {
            const auto key = key_of(entries_[i].name);
            filter_.set(hash(key));
            ranges_.try_emplace(key, i, i).first->second.second = i + 1;
        }
    }

    PlaceMatch longest(std::string_view text, Accept accept) const {
        if (text.size() < key_bytes) return {};
        const auto key = key_of(text);
        if (!filter_[hash(key)]) return {};
        const auto range = ranges_.find(key);
        if (range == ranges_.end()) return {};
        const Entry* best = nullptr;
        for (auto i = range->second.first; i < range->second.second; ++i) {
            const auto& entry = entries_[i];
            if (entry.form == NameForm::stem && accept == Accept::full_names) continue;
            if (!text.starts_with(entry.name)) continue;
            const bool fuller =
                best != nullptr && entry.form == NameForm::full && best->form == NameForm::stem;
            const bool longer =
                best != nullptr && entry.form == best->form && entry.name.size() > best->name.size();
            if (best == nullptr || fuller || longer) best = &entry;
        }
        if (best == nullptr) return {};
        return {best->name.size(), best->form,
                Divisions{divisions_}.subspan(best->begin, best->end - best->begin)};
    }

  private:
    struct Spelling {
        std::string_view name;
        NameForm form;
        const Division* division;
    };
    struct Entry {
        std::string_view name;
        NameForm form;
        std::uint32_t begin;  // Its divisions.
        std::uint32_t end;
    };
    static constexpr unsigned hash_bits = 16;

    static std::size_t hash(std::uint64_t key) { return key * 0x9E3779B97F4A7C15U >> (64 - hash_bits); }

    std::deque<std::string> spelt_;  // Stable addresses for the views in entries_.
    std::vector<Entry> entries_;     // In order of name.
    std::vector<const Division*> divisions_;
    std::unordered_map<std::uint64_t, std::pair<std::size_t, std::size_t>> ranges_;  // Of entries_.
    std::bitset<1U << hash_bits> filter_;
};

}  // namespace

DivisionLevel Division::level() const {
    if (code % 10000 == 0) return DivisionLevel::province;
    return code % 100 == 0 ? DivisionLevel::prefecture : DivisionLevel::county;
}

bool Division::is_district() const {
    return level() == DivisionLevel::county && name.ends_with("区"sv);
}

bool is_municipality(int code) {
    constexpr std::array municipalities{110000, 120000, 310000, 500000};
    return std::ranges::find(municipalities, code / 10000 * 10000) != municipalities.end();
}

PlaceMatch match_place(std::string_view text, Accept accept) {
    static const Names names;
    return names.longest(text, accept);
}

std::vector<const Division*> in_use(Divisions divisions, int year) {
    std::vector<const Division*> chosen;
    const auto choose = [&](auto fits) {
        std::ranges::copy_if(divisions, std::back_inserter(chosen), fits);
        return !chosen.empty();
    };
    if (year == 0) {
        if (choose([](const Division* d) { return d->current(); })) return chosen;
    } else {
        if (choose([&](const Division* d) { return d->in_use(year); })) return chosen;
        if (choose([&](const Division* d) { return d->in_use(year + 1) || d->in_use(year - 1); }))
            return chosen;
    }
    return {divisions.begin(), divisions.end()};
}

const Division* division_by_code(int code) {
    const auto found = std::ranges::lower_bound(table, code, {}, &Division::code);
    return found != std::end(table) && found->code == code ? found : nullptr;
}

const Division* parent_of(const Division& division) {
    if (division.level() == DivisionLevel::province) return nullptr;
    if (division.level() == DivisionLevel::prefecture || is_municipality(division.code)) {
        return division_by_code(division.province());
    }
    return division_by_code(division.prefecture());
}

std::span<const Division> all_divisions() {
    return table;
}

}  // namespace ogi::parser
