#include "parser/text_diff.h"

#include "parser/section_pairs.h"
#include "parser/sentence_pairs.h"
#include "parser/sequence_match.h"
#include "parser/unspaced.h"

#include <algorithm>
#include <map>
#include <span>

namespace ogi::parser {

namespace {

using Kind = TextChange::Kind;
using Sections = std::vector<model::Section>;

std::string heading_of(const model::Section& section) {
    const auto number = section.number == 0 ? std::string{} : std::to_string(section.number);
    return number + (number.empty() || section.title.empty() ? "" : " ") + section.title;
}

bool same_heading(const model::Section& a, const model::Section& b) {
    return a.number == b.number && same_but_space(a.title, b.title);
}

std::string joined(std::span<const Sentence> sentences) {
    std::string all;
    for (const auto& sentence : sentences) all += sentence.key;
    return all;
}

class TextDiff {
  public:
    TextDiff(const Sections& before, const Sections& after) : before_{before}, after_{after} {}

    std::vector<TextChange> make() && {
        const auto old_of = pair_sections(before_, after_);
        std::size_t furthest = 0;  // Behind the old sections that were met in order.
        for (std::size_t i = 0; i < after_.size(); ++i) {
            new_section_ = static_cast<int>(i);
            if (!old_of[i]) {
                old_section_ = TextChange::no_section;
                tell_heading(nullptr, &after_[i]);
                tell_all({}, split_sentences(after_[i].text));
                continue;
            }
            const auto& was = before_[*old_of[i]];
            old_section_ = static_cast<int>(*old_of[i]);
            if (*old_of[i] < furthest || !same_heading(was, after_[i])) tell_heading(&was, &after_[i]);
            furthest = std::max(furthest, *old_of[i] + 1);
            if (!same_but_space(was.text, after_[i].text)) compare(was.text, after_[i].text);
        }
        new_section_ = TextChange::no_section;
        for (std::size_t i = 0; i < before_.size(); ++i) {
            if (std::ranges::find(old_of, std::optional{i}) != old_of.end()) continue;
            old_section_ = static_cast<int>(i);
            tell_heading(&before_[i], nullptr);
            tell_all(split_sentences(before_[i].text), {});
        }
        find_moved();
        return std::move(changes_);
    }

  private:
    TextChange& tell(Kind kind, std::string_view before, std::string_view after) {
        return changes_.emplace_back(TextChange{.kind = kind,
                                                .old_section = old_section_,
                                                .new_section = new_section_,
                                                .before = std::string{before},
                                                .after = std::string{after}});
    }

    void tell_heading(const model::Section* was, const model::Section* is) {
        const auto before = was == nullptr ? std::string{} : heading_of(*was);
        const auto after = is == nullptr ? std::string{} : heading_of(*is);
        if (was != nullptr && is != nullptr) {
            tell(Kind::heading, before, after);
        } else if (!before.empty() || !after.empty() || (was ? was : is)->text.empty()) {
            tell(Kind::heading, before, after);
        }
    }

    void compare(std::string_view before, std::string_view after) {
        const auto was = split_sentences(before), is = split_sentences(after);
        TokenNumbers numbers;
        std::vector<std::uint32_t> old_tokens, new_tokens;
        for (const auto& sentence : was) old_tokens.push_back(numbers.of(sentence.key));
        for (const auto& sentence : is) new_tokens.push_back(numbers.of(sentence.key));
        auto match = match_sequences(old_tokens, new_tokens);
        if (!match.complete) {
            tell(Kind::whole, "", "");
            return;
        }
        match.pairs.push_back({was.size(), is.size()});
        std::size_t i = 0, j = 0;
        for (const auto& next : match.pairs) {
            tell_all(std::span{was}.subspan(i, next.before - i), std::span{is}.subspan(j, next.after - j));
            i = next.before + 1, j = next.after + 1;
        }
    }

    // Sentences that have no equal on the other side.
    void tell_all(std::span<const Sentence> was, std::span<const Sentence> is) {
        if (joined(was) == joined(is)) return;  // Split in another way.
        auto pairs = pair_sentences(was, is);
        pairs.emplace_back(was.size(), is.size());
        std::size_t i = 0, j = 0;
        for (const auto& [old_index, new_index] : pairs) {
            for (; i < old_index; ++i) tell(Kind::removed, was[i].text, "");
            for (; j < new_index; ++j) tell(Kind::added, "", is[j].text);
            if (i == was.size() && j == is.size()) break;
            auto& change = tell(Kind::changed, was[i].text, is[j].text);
            change.parts = compare_sentences(change.before, change.after);
            change.figures = changed_figures(change.parts);
            ++i, ++j;
        }
    }

    // What was taken out here and put in there has moved.
    void find_moved() {
        std::multimap<std::string, std::size_t> removed;
        for (std::size_t i = 0; i < changes_.size(); ++i) {
            if (changes_[i].kind == Kind::removed) removed.emplace(without_space(changes_[i].before), i);
        }
        std::vector<bool> gone(changes_.size());
        for (auto& change : changes_) {
            if (change.kind != Kind::added) continue;
            const auto found = removed.find(without_space(change.after));
            if (found == removed.end()) continue;
            auto& from = changes_[found->second];
            change.kind = Kind::moved;
            change.old_section = from.old_section;
            change.before = std::move(from.before);
            gone[found->second] = true;
            removed.erase(found);
        }
        std::size_t at = 0;
        std::erase_if(changes_, [&](const TextChange&) { return gone[at++]; });
    }

    const Sections& before_;
    const Sections& after_;
    int old_section_ = TextChange::no_section;
    int new_section_ = TextChange::no_section;
    std::vector<TextChange> changes_;
};

}  // namespace

std::vector<TextChange> diff_texts(const Sections& before, const Sections& after) {
    return TextDiff{before, after}.make();
}

}  // namespace ogi::parser
