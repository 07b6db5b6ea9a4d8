#include "extract/office/word_text.h"

#include "base/url.h"

#include <algorithm>

namespace ogi::extract {

void WordText::add(std::string_view text) {
    line_.add(text);
    for (auto& link : open_links_) link.text.add(text);
}

void WordText::add_tab() {
    if (tabs_ == Tabs::part_lines) return add_break();
    done_ += line_.take();
    done_ += '\t';
}

void WordText::add_break() {
    line_.add_break();
}

void WordText::begin_link(std::string url) {
    constexpr std::size_t nested_max = 4;
    if (open_links_.size() < nested_max) open_links_.push_back({std::move(url), {}});
}

void WordText::end_link() {
    if (open_links_.empty()) return;
    auto link = std::move(open_links_.back());
    open_links_.pop_back();
    const auto url = base::Url::parse(link.url);
    if (!url) return;
    links_.push_back({.url = url->text(), .text = link.text.take(), .rel = {}});
}

std::string WordText::take() {
    done_ += line_.take();
    // A tab at either end is an indent.
    const auto begin = std::min(done_.find_first_not_of('\t'), done_.size());
    const auto end = done_.find_last_not_of('\t') + 1;
    auto text = begin < end ? done_.substr(begin, end - begin) : std::string{};
    done_.clear();
    return text;
}

}  // namespace ogi::extract
