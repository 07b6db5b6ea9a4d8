#include "parser/prose_index.h"

#include "parser/prose_doubts.h"

#include <algorithm>

namespace ogi::parser {

ProseIndex::ProseIndex(std::string_view text)
    : text_{text},
      years_{find_named_years(text)},
      main_year_{parser::main_year(years_)},
      found_{rules_.lists().find_in(text)} {
    for (const auto& agency : found_) {
        everywhere_ |= rules_.lists().of(agency);
        if (!rules_.lists().of(agency)[rules_.words().agency]) continue;
        const auto end = end_of_acting(text_, agency.end);
        if (end != text_.npos) acting_.push_back({agency.begin, end});
    }
}

WordLists::Set ProseIndex::lists_in(std::string_view part) const {
    const auto begin = offset_of(part);
    return rules_.lists().within(found_, begin, begin + part.size());
}

WordsAround ProseIndex::words_around(std::string_view sentence, std::string_view lead,
                                     std::string_view clause) const {
    const auto end = offset_of(sentence) + sentence.size();
    const auto lead_begin = offset_of(lead), clause_begin = offset_of(clause);
    WordsAround around{.clause = {}, .lead = {}, .sentence = {}, .behind = {}};
    for (auto at = std::ranges::lower_bound(found_, offset_of(sentence), {}, &WordLists::Occurrence::begin);
         at != found_.end() && at->begin < end; ++at) {
        if (at->end > end) continue;
        const auto& lists = rules_.lists().of(*at);
        around.sentence |= lists;
        if (at->begin >= lead_begin) around.lead |= lists;
        if (at->begin >= clause_begin) around.clause |= lists;
    }
    return around;
}

std::vector<std::size_t> ProseIndex::places_of(std::size_t list) const {
    std::vector<std::size_t> places;
    for (const auto& found : found_) {
        if (rules_.lists().of(found)[list]) places.push_back(found.begin);
    }
    return places;
}

int ProseIndex::named_year(std::string_view part) const {
    const auto begin = offset_of(part);
    int last = 0;
    for (auto named = std::ranges::lower_bound(years_, begin, {}, &NamedYear::begin);
         named != years_.end() && named->end <= begin + part.size(); ++named)
        last = named->year;
    return last;
}

std::size_t ProseIndex::several_agencies(std::string_view part) const {
    const auto begin = offset_of(part);
    std::size_t first = text_.npos;
    int counted = 0;
    for (auto at = std::ranges::lower_bound(acting_, begin, {}, &Acting::begin);
         at != acting_.end() && at->begin < begin + part.size(); ++at) {
        if (at->end <= begin + part.size() && ++counted == 1) first = at->begin - begin;
    }
    return counted > 1 ? first : text_.npos;
}

std::size_t ProseIndex::lasting_doubt(std::string_view part) const {
    return lists_in(part)[rules_.words().lasting_doubt] ? find_lasting_doubt(part) : text_.npos;
}

std::size_t ProseIndex::doubt(std::string_view part) const {
    const auto lists = lists_in(part);
    const bool open = lists[rules_.words().lasting_doubt] || lists[rules_.words().counting_doubt];
    return open ? find_doubt(part) : several_agencies(part);
}

}  // namespace ogi::parser
