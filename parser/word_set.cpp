#include "parser/word_set.h"

#include <vector>

namespace ogi::parser {

namespace {

std::vector<WordTable::Word> words_of(std::string_view list) {
    std::vector<WordTable::Word> words;
    any_word(list, [&](std::string_view word) {
        if (!word.empty()) words.push_back({word, words.size()});
        return false;
    });
    return words;
}

}  // namespace

WordSet::WordSet(std::string_view words) : table_{words_of(words)} {}

std::size_t WordSet::longest_at(std::string_view text) const {
    std::size_t longest = 0;
    table_.any_at(text, [&](const WordTable::Word& word) {
        longest = word.text.size();
        return true;
    });
    return longest;
}

WordSet::Found WordSet::find(std::string_view text, std::size_t from) const {
    Found found;
    const auto take = [&](std::size_t at, const WordTable::Word& word) {
        found = {at, word.text.size()};
        return true;
    };
    table_.any_in(text, take, from);
    return found;
}

}  // namespace ogi::parser
