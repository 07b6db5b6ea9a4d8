#include "parser/gazetteer.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <deque>
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
    std::memcpy(&key, text.data(), std::min(text.size(), key_bytes));
    return key;
}

class Names {
  public:
    Names() {
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
        std::ranges::stable_sort(entries_, {}, &NamedDivision::name);
        for (std::size_t begin = 0; begin < entries_.size();) {
            const auto key = key_of(entries_[begin].name);
            auto end = begin;
            while (end < entries_.size() && key_of(entries_[end].name) == key) ++end;
            ranges_.emplace(key, std::pair{begin, end});
            begin = end;
        }
    }

    PlaceMatch longest(std::string_view text, Accept accept) const {
        if (text.size() < key_bytes) return {};
        const auto range = ranges_.find(key_of(text));
        if (range == ranges_.end()) return {};
        PlaceMatch best;
        for (auto i = range->second.first; i < range->second.second; ++i) {
            const auto& entry = entries_[i];
            if (entry.form == NameForm::stem && accept == Accept::full_names) continue;
            if (!text.starts_with(entry.name)) continue;
            const bool fuller = entry.form == NameForm::full && best.form == NameForm::stem;
            const bool longer = entry.form == best.form && entry.name.size() > best.length;
            if (best.empty() || fuller || longer) {
                best = {entry.name.size(), entry.form, {entry.division}};
            } else if (entry.form == best.form && entry.name.size() == best.length) {
                best.divisions.push_back(entry.division);
            }
        }
        // A name that was kept by a division of the same place under a newer code is one place.
        if (best.divisions.size() > 1 &&
            std::ranges::any_of(best.divisions, [](const Division* d) { return d->current; })) {
            std::erase_if(best.divisions, [](const Division* d) { return !d->current; });
        }
        return best;
    }

  private:
    void add(std::string_view name, const Division& division, NameForm form) {
        if (name.size() >= key_bytes && name.size() <= name_bytes_max)
            entries_.push_back({name, &division, form});
    }

    std::deque<std::string> spelt_;  // Stable addresses for the views in entries_.
    std::vector<NamedDivision> entries_;
    std::unordered_map<std::uint64_t, std::pair<std::size_t, std::size_t>> ranges_;
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
