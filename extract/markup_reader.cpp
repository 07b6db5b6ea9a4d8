#include "extract/markup_reader.h"

#include <algorithm>

namespace ogi::extract {
namespace {

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
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
    if (page_[at_] != '<' || !begins_markup(at_)) return read_text();
    switch (page_[at_ + 1]) {
        case '!':
            return read_declaration();
        case '?': {
            const auto end = page_.find('>', at_);
            return end == std::string_view::npos ? fail() : finish(MarkupKind::comment, end + 1);
        }
        case '/': {
            if (at_ + 2 < page_.size() && is_letter(page_[at_ + 2]))
                return read_tag(MarkupKind::end_tag, at_ + 2);
            // "</>" is nothing at all, which Gumbo lets the text before and behind it feel.
            const auto end = page_.find('>', at_);
            if (end == std::string_view::npos || end == at_ + 2) return fail();
            return finish(MarkupKind::comment, end + 1);
        }
        default:
            return read_tag(MarkupKind::start_tag, at_ + 1);
    }
}

const Markup& MarkupReader::read_text() {
    auto end = page_.find('<', at_ + 1);
    while (end != std::string_view::npos && !begins_markup(end)) end = page_.find('<', end + 1);
    end = std::min(end, page_.size());
    markup_.text = resolved(page_.substr(at_, end - at_), ReferenceContext::text);
    return finish(MarkupKind::text, end);
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

const Markup& MarkupReader::read_tag(MarkupKind kind, std::size_t name_begin) {
    auto name_end = name_begin;
    while (name_end < page_.size() && !is_blank(page_[name_end]) && page_[name_end] != '/' &&
           page_[name_end] != '>')
        ++name_end;
    markup_.tag = gumbo_tagn_enum(page_.data() + name_begin, static_cast<unsigned>(name_end - name_begin));
    markup_.attributes.clear();
    at_ = name_end;
    for (Attribute attribute; read_attribute(attribute);) {
        if (kind == MarkupKind::start_tag) keep(attribute);
    }
    return sound_ ? finish(kind, at_) : fail();
}

bool MarkupReader::read_attribute(Attribute& attribute) {
    const auto skip_blanks = [&] {
        while (at_ < page_.size() && is_blank(page_[at_])) ++at_;
    };
    while (at_ < page_.size() && (is_blank(page_[at_]) || page_[at_] == '/')) ++at_;
    if (at_ >= page_.size()) return sound_ = false;
    if (page_[at_] == '>') return ++at_, false;
    const auto begin = at_++;
    while (at_ < page_.size() && !is_blank(page_[at_]) && page_[at_] != '/' && page_[at_] != '>' &&
           page_[at_] != '=')
        ++at_;
    attribute = {page_.substr(begin, at_ - begin), {}};
    skip_blanks();
    if (at_ >= page_.size()) return sound_ = false;
    if (page_[at_] != '=') return true;
    ++at_;
    skip_blanks();
    if (at_ >= page_.size()) return sound_ = false;
    if (page_[at_] == '>') return true;
    const char quote = page_[at_];
    if (quote == '"' || quote == '\'') {
        const auto end = page_.find(quote, at_ + 1);
        if (end == std::string_view::npos) return sound_ = false;
        attribute.value = page_.substr(at_ + 1, end - at_ - 1);
        at_ = end + 1;
        return true;
    }
    const auto value_begin = at_;
    while (at_ < page_.size() && !is_blank(page_[at_]) && page_[at_] != '>') ++at_;
    attribute.value = page_.substr(value_begin, at_ - value_begin);
    return true;
}

void MarkupReader::keep(const Attribute& attribute) {
    AttributeName name{};
    if (!find_attribute_name(attribute.name, name)) return;
    for (const auto& kept : markup_.attributes) {
        if (kept.name == name) return;
    }
    markup_.attributes.push_back({name, resolved(attribute.value, ReferenceContext::attribute)});
}

std::string_view MarkupReader::resolved(std::string_view written, ReferenceContext context) {
    // Line ends of text are white space in any form.
    const bool as_written =
        written.find('&') == std::string_view::npos &&
        (context == ReferenceContext::text || written.find('\r') == std::string_view::npos);
    if (as_written) return written;
    if (written == "&nbsp;") return "\u00A0";
    std::string text;
    if (!references_.resolve(written, context, text)) sound_ = false;
    return strings_.emplace_back(std::move(text));
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
                 .text = written,
                 .attributes = {}};
    if (kind == RawText::with_references) found.text = resolved(written, ReferenceContext::text);
    at_ = end;
    return found;
}

std::vector<std::pair<std::string, std::string_view>> MarkupReader::all_attributes(std::string_view tag) {
    std::deque<std::string> strings;
    MarkupReader reader{tag, strings};
    reader.at_ = std::min(tag.find_first_of(" \n\t\r\f/>"), tag.size());
    std::vector<std::pair<std::string, std::string_view>> all;
    for (Attribute attribute; reader.read_attribute(attribute);) {
        std::string name{attribute.name};
        std::ranges::transform(name, name.begin(), lower);
        if (std::ranges::find(all, name, &std::pair<std::string, std::string_view>::first) == all.end())
            all.emplace_back(std::move(name), attribute.value);
    }
    return all;
}

}  // namespace ogi::extract
