#include "extract/markup_reader.h"

#include "extract/text_scan.h"

#include <algorithm>
#include <array>

namespace ogi::extract {
namespace {

// What a byte may mean in a name, a bit each.
enum ByteClass : std::uint8_t {
    ends_name = 1,  // Blanks, '/', '>' and '=': none of them is part of an attribute's name.
    is_equals = 2,  // Of them the one that may be part of a tag's name.
    is_white = 4,
    is_blank_or_slash = 8,  // What stands between attributes.
};

constexpr auto classes = [] {
    std::array<std::uint8_t, 256> table{};
    for (const unsigned char c : {' ', '\t', '\n', '\f', '\r', '/', '>', '='}) table[c] |= ends_name;
    for (const unsigned char c : {' ', '\t', '\n', '\f', '\r'}) table[c] |= is_white | is_blank_or_slash;
    table['='] |= is_equals;
    table['/'] |= is_blank_or_slash;
    return table;
}();

std::uint8_t class_of(char c) {
    return classes[static_cast<unsigned char>(c)];
}

// The tags with short names, by name. Gumbo knows the others.
class TagTable {
  public:
    TagTable() {
        for (int tag = 0; tag < GUMBO_TAG_UNKNOWN; ++tag) {
            const std::string_view name{gumbo_normalized_tagname(static_cast<GumboTag>(tag))};
            if (name.empty() || name.size() > PackedName::bytes_max) continue;
            const auto key = PackedName::of(name);
            auto at = slot_of(key);
            while (keys_[at] != 0) at = (at + 1) % slots;
            keys_[at] = key;
            tags_[at] = static_cast<GumboTag>(tag);
        }
    }

    GumboTag operator()(std::string_view name) const {
        if (name.size() > PackedName::bytes_max)
            return gumbo_tagn_enum(name.data(), static_cast<unsigned>(name.size()));
        const auto key = PackedName::of(name);
        for (auto at = slot_of(key); keys_[at] != 0; at = (at + 1) % slots) {
            if (keys_[at] == key) return tags_[at];
        }
        return GUMBO_TAG_UNKNOWN;
    }

  private:
    static constexpr std::size_t slots = 1024;
    static std::size_t slot_of(std::uint64_t key) { return key * 0x9E3779B97F4A7C15U >> 54; }

    std::array<std::uint64_t, slots> keys_{};
    std::array<GumboTag, slots> tags_{};
};

bool is_letter(char c) {
    return static_cast<unsigned char>((c | ' ') - 'a') < 26;
}

bool is_blank(char c) {
    return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool begins_with_word(std::string_view text, std::string_view lower_word) {
    return text.size() >= lower_word.size() && std::equal(lower_word.begin(), lower_word.end(), text.begin(),
                                                          [](char word, char c) { return word == lower(c); });
}

// Where the comment whose text begins at `at` ends, behind its '>'; npos if it does not.
std::size_t end_of_comment(std::string_view page, std::size_t at) {
    const auto rest = page.substr(at);
    if (rest.starts_with('>')) return at + 1;
    if (rest.starts_with("->")) return at + 2;
    for (auto dashes = page.find("--", at); dashes != std::string_view::npos;
         dashes = page.find("--", dashes + 1)) {
        const auto behind = page.substr(dashes + 2, 2);
        if (behind.starts_with('>')) return dashes + 3;
        if (behind == "!>") return dashes + 4;
    }
    return std::string_view::npos;
}

// A script in which "<!--" and then "<script" stand ends by rules of its own (WHATWG HTML §13.2.5.26).
bool may_hide_its_end(std::string_view script) {
    const auto comment = script.find("<!--");
    if (comment == std::string_view::npos) return false;
    for (auto at = script.find('<', comment + 4); at != std::string_view::npos;
         at = script.find('<', at + 1)) {
        if (begins_with_word(script.substr(at + 1), "script")) return true;
    }
    return false;
}

}  // namespace

const Markup& MarkupReader::finish(MarkupKind kind, std::size_t end) {
    markup_.kind = kind;
    markup_.source.end = static_cast<std::uint32_t>(end);
    at_ = end;
    return markup_;
}

bool MarkupReader::begins_markup(std::size_t at) const {
    if (at + 1 >= page_.size()) return false;
    const char c = page_[at + 1];
    return is_letter(c) || c == '/' || c == '!' || c == '?';
}

const Markup& MarkupReader::next() {
    markup_.source.begin = static_cast<std::uint32_t>(at_);
    markup_.text = {};
    if (at_ == page_.size()) return finish(MarkupKind::end_of_page, at_);
    if (page_[at_] != '<' || at_ + 1 == page_.size()) return read_text();
    const char second = page_[at_ + 1];
    if (is_letter(second)) return read_tag(MarkupKind::start_tag);
    if (second == '/') {
        if (at_ + 2 < page_.size() && is_letter(page_[at_ + 2])) return read_tag(MarkupKind::end_tag);
        // "</>" is nothing at all, which Gumbo lets the text before and behind it feel.
        const auto end = page_.find('>', at_);
        if (end == std::string_view::npos || end == at_ + 2) return fail();
        return finish(MarkupKind::comment, end + 1);
    }
    if (second == '!') return read_declaration();
    if (second != '?') return read_text();
    const auto end = page_.find('>', at_);
    return end == std::string_view::npos ? fail() : finish(MarkupKind::comment, end + 1);
}

const Markup& MarkupReader::read_text() {
    auto scan = scan_text(page_, at_ + (page_[at_] == '<'), '<');
    while (scan.end < page_.size() && !begins_markup(scan.end)) {
        const auto more = scan_text(page_, scan.end + 1, '<');
        scan = {more.end, scan.special || more.special};
    }
    const auto written = page_.substr(at_, scan.end - at_);
    markup_.text = scan.special ? resolved(written, ReferenceContext::text) : written;
    return finish(MarkupKind::text, scan.end);
}

const Markup& MarkupReader::read_declaration() {
    const auto rest = page_.substr(at_ + 2);
    if (rest.starts_with("--")) {
        const auto end = end_of_comment(page_, at_ + 4);
        return end == std::string_view::npos ? fail() : finish(MarkupKind::comment, end);
    }
    const auto end = page_.find('>', at_);
    if (end == std::string_view::npos) return fail();
    const bool doctype = begins_with_word(rest, "doctype");
    if (doctype) markup_.text = page_.substr(at_ + 9, end - at_ - 9);
    return finish(doctype ? MarkupKind::doctype : MarkupKind::comment, end + 1);
}

const Markup& MarkupReader::read_tag(MarkupKind kind) {
    if (const auto* const known = known_tags_.expected(page_.substr(at_))) return repeat(*known, kind);
    const auto end = page_.find('>', at_);
    if (end == std::string_view::npos) return fail();
    const auto written = page_.substr(at_, end + 1 - at_);
    auto& known = known_tags_.find(written);
    if (known.written == written) return repeat(known, kind);
    read_new_tag(kind);
    // What a quoted '>' cuts off is no whole tag.
    if (sound_ && at_ == end + 1) {
        known.written = written;
        known.tag = markup_.tag;
        known.first_attribute = markup_.first_attribute;
        known.attribute_count = markup_.attribute_count;
        known.attribute_names = markup_.attribute_names;
    }
    return markup_;
}

const Markup& MarkupReader::repeat(const KnownTag& known, MarkupKind kind) {
    markup_.tag = known.tag;
    markup_.first_attribute = known.first_attribute;
    markup_.attribute_count = known.attribute_count;
    markup_.attribute_names = known.attribute_names;
    return finish(kind, at_ + known.written.size());
}

const Markup& MarkupReader::read_new_tag(MarkupKind kind) {
    const auto name_begin = at_ + (kind == MarkupKind::end_tag ? 2 : 1);
    auto at = name_begin;
    while (at < page_.size() && (class_of(page_[at]) & (ends_name | is_equals)) != ends_name) ++at;
    static const TagTable tags;
    markup_.tag = tags(page_.substr(name_begin, at - name_begin));
    markup_.first_attribute = static_cast<std::uint32_t>(parts_.attributes.size());
    markup_.attribute_count = 0;
    markup_.attribute_names = 0;
    Attribute attribute;
    auto scanned = scan_attribute(page_, at, attribute);
    for (; scanned == Scanned::attribute; scanned = scan_attribute(page_, at, attribute)) {
        if (kind == MarkupKind::start_tag) keep(attribute);
    }
    return sound_ && scanned == Scanned::end_of_tag ? finish(kind, at) : fail();
}

MarkupReader::Scanned MarkupReader::scan_attribute(std::string_view page, std::size_t& moving,
                                                   Attribute& attribute) {
    auto at = moving;  // A copy that nothing else can change stays in a register.
    const auto skip = [&](std::uint8_t what) {
        while (at < page.size() && (class_of(page[at]) & what) != 0) ++at;
    };
    const auto found = [&](std::string_view name, std::string_view value, bool special) {
        attribute = {name, value, special};
        moving = at;
        return Scanned::attribute;
    };
    skip(is_blank_or_slash);
    if (at >= page.size()) return Scanned::end_of_page;
    if (page[at] == '>') {
        moving = at + 1;
        return Scanned::end_of_tag;
    }
    const auto begin = at++;
    while (at < page.size() && (class_of(page[at]) & ends_name) == 0) ++at;
    const auto name = page.substr(begin, at - begin);
    skip(is_white);
    if (at >= page.size()) return Scanned::end_of_page;
    if (page[at] != '=') return found(name, {}, false);
    ++at;
    skip(is_white);
    if (at >= page.size()) return Scanned::end_of_page;
    if (page[at] == '>') return found(name, {}, false);
    const char quote = page[at];
    if (quote == '"' || quote == '\'') {
        const auto [end, special] = scan_text(page, at + 1, quote);
        if (end == page.size()) return Scanned::end_of_page;
        const auto value = page.substr(at + 1, end - at - 1);
        at = end + 1;
        return found(name, value, special);
    }
    const auto value_begin = at;
    while (at < page.size() && !is_blank(page[at]) && page[at] != '>') ++at;
    const auto value = page.substr(value_begin, at - value_begin);
    return found(name, value, scan_text(value, 0, '\0').special);
}

void MarkupReader::keep(const Attribute& attribute) {
    AttributeName name{};
    if (!find_attribute_name(attribute.name, name)) return;
    if ((markup_.attribute_names & bit_of(name)) != 0) return;
    markup_.attribute_names |= bit_of(name);
    const bool resolve =
        attribute.special || (has_carriage_return_ && attribute.value.find('\r') != std::string_view::npos);
    parts_.attributes.push_back(
        {name, resolve ? resolved(attribute.value, ReferenceContext::attribute) : attribute.value});
    ++markup_.attribute_count;
}

std::string_view MarkupReader::resolved(std::string_view written, ReferenceContext context) {
    if (written == "&nbsp;") return "\u00A0";
    if (holds_replaced_characters(written)) sound_ = false;
    // Line ends of text are white space in any form.
    const bool line_ends_count = context == ReferenceContext::attribute;
    if (written.find_first_of(line_ends_count ? "&\r" : "&") == std::string_view::npos) return written;
    std::string text;
    if (!references_.resolve(written, context, text)) sound_ = false;
    return parts_.strings.emplace_back(std::move(text));
}

Markup MarkupReader::raw_text(GumboTag tag, RawText kind) {
    const std::string_view name{gumbo_normalized_tagname(tag)};
    const auto is_end = [&](std::size_t at) {
        const auto behind = at + 2 + name.size();
        return page_.substr(at, 2) == "</" && begins_with_word(page_.substr(at + 2), name) &&
               behind < page_.size() &&
               (is_blank(page_[behind]) || page_[behind] == '/' || page_[behind] == '>');
    };
    auto end = page_.find('<', at_);
    while (end != std::string_view::npos && !is_end(end)) end = page_.find('<', end + 1);
    if (end == std::string_view::npos) return fail();
    const auto written = page_.substr(at_, end - at_);
    if (tag == GUMBO_TAG_SCRIPT && may_hide_its_end(written)) return fail();
    Markup found{.kind = MarkupKind::text,
                 .source = {static_cast<std::uint32_t>(at_), static_cast<std::uint32_t>(end)},
                 .text = written};
    const bool resolve = kind == RawText::with_references && scan_text(written, 0, '\0').special;
    if (resolve) found.text = resolved(written, ReferenceContext::text);
    at_ = end;
    return found;
}

std::vector<std::pair<std::string, std::string_view>> MarkupReader::all_attributes(std::string_view tag) {
    auto at = std::min(tag.find_first_of(" \n\t\r\f/>"), tag.size());
    std::vector<std::pair<std::string, std::string_view>> all;
    for (Attribute attribute; scan_attribute(tag, at, attribute) == Scanned::attribute;) {
        std::string name{attribute.name};
        std::ranges::transform(name, name.begin(), lower);
        if (std::ranges::find(all, name, &std::pair<std::string, std::string_view>::first) == all.end())
            all.emplace_back(std::move(name), attribute.value);
    }
    return all;
}

}  // namespace ogi::extract
