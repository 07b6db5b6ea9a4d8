#include "extract/open_elements.h"

#include "extract/markup_reader.h"

#include <algorithm>
#include <bit>
#include <functional>

namespace ogi::extract {

void OpenElements::remove(std::uint32_t node) {
    const auto found = std::ranges::find(stack_, node, &OpenElement::node);
    if (found != stack_.end()) stack_.erase(found);
}

bool OpenElements::holds(std::uint32_t node) const {
    for (auto at = stack_.size(); at-- > 0;) {
        if (stack_[at].node == node) return true;
    }
    return false;
}

bool OpenElements::in_scope(GumboTag tag, Traits ends) const {
    for (auto at = stack_.size(); at-- > 0;) {
        if (stack_[at].tag == tag) return true;
        if (has(stack_[at].tag, ends)) return false;
    }
    return false;
}

bool OpenElements::any_in_scope(Traits of, Traits ends) const {
    for (auto at = stack_.size(); at-- > 0;) {
        if (has(stack_[at].tag, of)) return true;
        if (has(stack_[at].tag, ends)) return false;
    }
    return false;
}

// In any order.
std::uint64_t ActiveFormatting::hash_of_attributes(const FormattingElement& element) const {
    constexpr std::hash<std::string_view> hash;
    std::uint64_t sum = 1;
    for (const auto& [name, value] : MarkupReader::all_attributes(written(element)))
        sum += (hash(name) ^ std::rotl(std::uint64_t{hash(value)}, 32)) | 1U;
    return sum;
}

bool ActiveFormatting::are_equal(const FormattingElement& a, const FormattingElement& b) const {
    if (a.tag != b.tag || a.attributes != b.attributes) return false;
    if (written(a) == written(b)) return true;
    auto of_a = MarkupReader::all_attributes(written(a));
    auto of_b = MarkupReader::all_attributes(written(b));
    std::ranges::sort(of_a);
    std::ranges::sort(of_b);
    return of_a == of_b;
}

void ActiveFormatting::add(FormattingElement element) {
    constexpr int equal_ones_max = 3;
    int same_tags = 0;
    for (auto at = list_.size(); at-- > 0 && !list_[at].is_marker();)
        same_tags += list_[at].tag == element.tag;
    if (same_tags >= equal_ones_max) {
        element.attributes = hash_of_attributes(element);
        int equal_ones = 0;
        auto earliest = list_.size();
        for (auto at = list_.size(); at-- > 0 && !list_[at].is_marker();) {
            if (list_[at].tag == element.tag && list_[at].attributes == 0)
                list_[at].attributes = hash_of_attributes(list_[at]);
            if (are_equal(list_[at], element)) ++equal_ones, earliest = at;
        }
        if (equal_ones >= equal_ones_max) list_.erase(list_.begin() + static_cast<std::ptrdiff_t>(earliest));
    }
    list_.push_back(element);
}

void ActiveFormatting::clear_to_marker() {
    while (!list_.empty()) {
        const bool marker = list_.back().is_marker();
        list_.pop_back();
        if (marker) return;
    }
}

void ActiveFormatting::remove(std::uint32_t node) {
    const auto is_it = [node](const auto& element) { return !element.is_marker() && element.node == node; };
    const auto found = std::ranges::find_if(list_, is_it);
    if (found != list_.end()) list_.erase(found);
}

bool ActiveFormatting::holds(std::uint32_t node) const {
    return std::ranges::any_of(
        list_, [node](const auto& element) { return !element.is_marker() && element.node == node; });
}

const FormattingElement* ActiveFormatting::find(GumboTag tag) const {
    for (auto element = list_.rbegin(); element != list_.rend() && !element->is_marker(); ++element) {
        if (element->tag == tag) return &*element;
    }
    return nullptr;
}

std::size_t ActiveFormatting::first_closed(const OpenElements& open) const {
    auto first = list_.size();
    while (first > 0 && !list_[first - 1].is_marker() && !open.holds(list_[first - 1].node)) --first;
    return first;
}

}  // namespace ogi::extract
