#include "parser/clauses.h"

#include "base/utf8.h"
#include "parser/characters.h"
#include "parser/prose.h"

namespace ogi::parser {

namespace {

using namespace std::literals;

constexpr std::size_t clause_bytes_max = 150;
const Words part_ends{"，|,|；|;|（|("};

}  // namespace

std::string_view after_last(std::string_view text, const Words& marks) {
    const auto is_ideograph = [](char lead) {
        return begin_with_ideograph(0x8080'00U | static_cast<unsigned char>(lead));
    };
    for (std::size_t at = text.size(); at > 0; --at) {
        while (at >= 3 && is_ideograph(text[at - 3])) at -= 3;
        if (at == 0) break;
        const auto byte = static_cast<unsigned char>(text[at - 1]);
        const bool continues = (byte & 0xC0U) == 0x80, chinese = byte >= 0xE4 && byte <= 0xE9;
        if (continues || chinese) continue;  // Marks are neither.
        if (const auto length = marks.longest_at(text.substr(at - 1)); length > 0)
            return text.substr(at - 1 + length);
    }
    return text;
}

std::string_view first_bytes(std::string_view text, std::size_t bytes) {
    if (text.size() <= bytes) return text;
    while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0U) == 0x80) --bytes;
    return text.substr(0, bytes);
}

std::string_view last_bytes(std::string_view text, std::size_t bytes) {
    if (text.size() <= bytes) return text;
    text.remove_prefix(text.size() - bytes);
    while (!text.empty() && (static_cast<unsigned char>(text.front()) & 0xC0U) == 0x80) text.remove_prefix(1);
    return text;
}

std::size_t sentence_begin(std::string_view text, std::size_t at) {
    const auto before = last_bytes(text.substr(0, at), sentence_bytes_max);
    return at - after_last(before, sentence_ends).size();
}

std::string_view last_clause(std::string_view lead) {
    lead = last_bytes(lead, clause_bytes_max);
    auto clause = after_last(lead, clause_ends);
    if (has_han(clause, 3) || clause.size() == lead.size()) return clause;
    const auto shorter = lead.substr(0, lead.size() - clause.size());
    auto cut = shorter;
    while (!cut.empty() && (static_cast<unsigned char>(cut.back()) & 0x80U) != 0 && cut.size() >= 3 &&
           !base::is_han(base::decode_utf8(cut.substr(cut.size() - 3)).code_point)) {
        cut.remove_suffix(3);
    }
    while (!cut.empty() && (cut.back() == ',' || cut.back() == ':' || cut.back() == '(' || cut.back() == ';'))
        cut.remove_suffix(1);
    const auto before = after_last(cut, part_ends);
    return lead.substr(cut.size() - before.size());
}

std::size_t SentenceBegins::before(std::size_t at) {
    const auto before = text_.substr(0, at);
    for (; (looked_at_ = skip_ideographs(before, looked_at_)) < at; ++looked_at_) {
        const auto byte = static_cast<unsigned char>(text_[looked_at_]);
        if (byte != '\n' && byte != 0xE3 && byte != 0xEF) continue;  // The first bytes of sentence_ends.
        const auto length = sentence_ends.longest_at(text_.substr(looked_at_, at - looked_at_));
        if (length > 0) begin_ = looked_at_ + length;
    }
    return begin_ + sentence_bytes_max >= at ? begin_ : sentence_begin(text_, at);
}

}  // namespace ogi::parser
