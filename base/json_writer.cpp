#include "base/json_writer.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include <array>
#include <bit>
#include <charconv>

namespace ogi::base {

namespace {

constexpr auto must_be_escaped = [] {
    std::array<bool, 256> marks{};
    for (std::size_t byte = 0; byte < 0x20; ++byte) marks[byte] = true;
    marks['"'] = marks['\\'] = true;
    return marks;
}();

void append_escape(std::string& out, char c) {
    static constexpr char hex[] = "0123456789abcdef";
    const auto byte = static_cast<unsigned char>(c);
    switch (c) {
        case '"':
        case '\\':
            out.push_back('\\'), out.push_back(c);
            return;
        case '\n':
            out += "\\n";
            return;
        case '\t':
            out += "\\t";
            return;
        case '\r':
            out += "\\r";
            return;
        default:
            out += "\\u00", out.push_back(hex[byte >> 4]), out.push_back(hex[byte & 15]);
    }
}

// Where the next character stands that must be escaped, from `from` on; the end of the text if there is none.
std::size_t find_escape(std::string_view text, std::size_t from) {
    auto at = from;
#ifdef __SSE2__
    for (; at + sizeof(__m128i) <= text.size(); at += sizeof(__m128i)) {
        const auto bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data() + at));
        const auto control = _mm_cmpeq_epi8(_mm_min_epu8(bytes, _mm_set1_epi8(0x1F)), bytes);
        const auto quote = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('"'));
        const auto back_slash = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\'));
        const auto found = _mm_movemask_epi8(_mm_or_si128(control, _mm_or_si128(quote, back_slash)));
        if (found != 0) return at + static_cast<std::size_t>(std::countr_zero(static_cast<unsigned>(found)));
    }
#endif
    while (at < text.size() && !must_be_escaped[static_cast<unsigned char>(text[at])]) ++at;
    return at;
}

void append_escaped(std::string& out, std::string_view text) {
    out.push_back('"');
    std::size_t plain = 0;  // Where the text begins that stands for itself.
    for (auto i = find_escape(text, 0); i < text.size(); i = find_escape(text, i + 1)) {
        out.append(text, plain, i - plain);
        append_escape(out, text[i]);
        plain = i + 1;
    }
    out.append(text, plain);
    out.push_back('"');
}

template <class Number>
void append_number(std::string& out, Number number) {
    std::array<char, 24> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    out.append(digits.data(), end);
}

}  // namespace

void JsonWriter::separate() {
    // No value ends with one of these marks: texts end with a quote.
    if (out_.empty() || out_.back() == '{' || out_.back() == '[' || out_.back() == ':') return;
    out_.push_back(',');
}

JsonWriter& JsonWriter::begin_object() {
    separate();
    out_.push_back('{');
    return *this;
}

JsonWriter& JsonWriter::end_object() {
    out_.push_back('}');
    return *this;
}

JsonWriter& JsonWriter::begin_array() {
    separate();
    out_.push_back('[');
    return *this;
}

JsonWriter& JsonWriter::end_array() {
    out_.push_back(']');
    return *this;
}

JsonWriter& JsonWriter::key(std::string_view name) {
    separate();
    append_escaped(out_, name);
    out_.push_back(':');
    return *this;
}

JsonWriter& JsonWriter::value(std::string_view text_utf8) {
    separate();
    append_escaped(out_, text_utf8);
    return *this;
}

JsonWriter& JsonWriter::value(bool truth) {
    return raw(truth ? "true" : "false");
}

JsonWriter& JsonWriter::value(std::int64_t number) {
    separate();
    append_number(out_, number);
    return *this;
}

JsonWriter& JsonWriter::value(std::uint64_t number) {
    separate();
    append_number(out_, number);
    return *this;
}

JsonWriter& JsonWriter::null() {
    return raw("null");
}

JsonWriter& JsonWriter::raw(std::string_view token) {
    separate();
    out_ += token;
    return *this;
}

}  // namespace ogi::base
