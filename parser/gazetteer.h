#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// The administrative divisions of GB/T 2260: provinces, prefectures, counties, also names that were in use
// since 2008, with the years of their use.
namespace ogi::parser {

enum class DivisionLevel { province, prefecture, county };

struct Division {
    int code;               // 360112.
    std::string_view name;  // "新建区".
    std::string_view stem;  // "新建"; empty where one character would be left ("郊区").
    std::string_view
        pinyin;  // Of the stem, a blank between syllables: "xin jian". A tie-break for host names, no more.
    int first_year;  // The name was in use from its first to its last year; 2007 also stands for earlier
                     // ones,
    int last_year;   // still_in_use for names that nobody gave up.

    static constexpr int still_in_use = 9999;
    bool current() const { return last_year == still_in_use; }
    bool in_use(int year) const { return first_year <= year && year <= last_year; }
    DivisionLevel level() const;
    int province() const { return code / 10000 * 10000; }
    int prefecture() const { return code / 100 * 100; }
    // "区" of a city: its name says little without the city's. Counties and county-level cities stand for
    // themselves.
    bool is_district() const;
    std::string code_text() const { return std::to_string(code); }
};

// Provinces that are cities; their districts have no prefecture between.
bool is_municipality(int code);

// How a name stands for a division.
enum class NameForm {
    full,  // "民和回族土族自治县", also the usual short form of an autonomous place: "民和县", "黔东南州".
    stem,  // "民和": only where the words around it speak for a place.
};

using Divisions = std::span<const Division* const>;

// What a text starts with. Several divisions where they share the name, former ones too, in order of code;
// empty if none.
struct PlaceMatch {
    std::size_t length = 0;  // Bytes of the text.
    NameForm form = NameForm::full;
    Divisions divisions;  // Of the gazetteer, which lives as long as the program.

    bool empty() const { return divisions.empty(); }
};

// The longest name that `text` starts with. Stems are tried only if asked for; a full name wins over a longer
// stem.
enum class Accept { full_names, stems_too };
PlaceMatch match_place(std::string_view text, Accept accept);

// Those of `divisions` that bore their name when a report on `year` was made; where none did, those that took
// it a year later or had given it up a year before; else all. Year 0, unknown: the current ones, else all.
std::vector<const Division*> in_use(Divisions divisions, int year);

// The current bearer of a code, else a former one; nullptr if there is none.
const Division* division_by_code(int code);
// The prefecture or municipality a county belongs to, the province of a prefecture; nullptr for a province,
// and for a county that its province rules directly.
const Division* parent_of(const Division& division);

std::span<const Division> all_divisions();

}  // namespace ogi::parser
