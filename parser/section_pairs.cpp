#include "parser/section_pairs.h"

#include "parser/sentences.h"
#include "parser/text_diff.h"
#include "parser/unspaced.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>

namespace ogi::parser {

namespace {

using Sections = std::vector<model::Section>;

class Pairing {
  public:
    Pairing(const Sections& before, const Sections& after)
        : before_{before}, after_{after}, taken_(before.size()), old_of_(after.size()) {}

    // `key`: empty for a section that it does not name.
    template <class Key>
    void by(Key key) {
        std::multimap<std::string, std::size_t> left;
        for (std::size_t i = 0; i < before_.size(); ++i) {
            if (!taken_[i]) left.emplace(key(before_[i]), i);
        }
        for (std::size_t i = 0; i < after_.size(); ++i) {
            if (old_of_[i]) continue;
            const auto found = left.find(key(after_[i]));
            if (found == left.end() || found->first.empty()) continue;
            pair(found->second, i);
            left.erase(found);
        }
    }

    void by_sentences() {
        if (std::max(before_.size(), after_.size()) > sections_searched_max) return;
        for (std::size_t i = 0; i < after_.size(); ++i) {
            if (old_of_[i]) continue;
            const auto keys = keys_of(after_[i]);
            for (std::size_t j = 0; j < before_.size() && !old_of_[i]; ++j) {
                if (!taken_[j] && shares_half(keys, keys_of(before_[j]))) pair(j, i);
            }
        }
    }

    std::vector<std::optional<std::size_t>> take() && { return std::move(old_of_); }

  private:
    void pair(std::size_t old_section, std::size_t new_section) {
        old_of_[new_section] = old_section;
        taken_[old_section] = true;
    }

    static std::set<std::string> keys_of(const model::Section& section) {
        std::set<std::string> keys;
        for (auto& sentence : split_sentences(section.text)) keys.insert(std::move(sentence.key));
        return keys;
    }

    static bool shares_half(const std::set<std::string>& keys, const std::set<std::string>& others) {
        const auto shared =
            std::ranges::count_if(keys, [&](const auto& key) { return others.contains(key); });
        return shared > 0 && static_cast<std::size_t>(shared) * 2 >= std::max(keys.size(), others.size());
    }

    const Sections& before_;
    const Sections& after_;
    std::vector<bool> taken_;
    std::vector<std::optional<std::size_t>> old_of_;
};

}  // namespace

std::vector<std::optional<std::size_t>> pair_sections(const Sections& before, const Sections& after) {
    Pairing pairing{before, after};
    pairing.by([](const model::Section& section) {
        const auto text = without_space(section.text);
        return text.empty() ? text : without_space(section.title) + '\n' + text;
    });
    pairing.by([](const model::Section& section) { return without_space(section.text); });
    pairing.by([](const model::Section& section) { return without_space(section.title); });
    pairing.by([](const model::Section& section) {
        return section.number == 0 ? std::string{} : std::to_string(section.number);
    });
    // What stands before the first heading has neither number nor title.
    pairing.by([](const model::Section& section) {
        return std::string{section.number == 0 && section.title.empty() ? "0" : ""};
    });
    pairing.by_sentences();
    return std::move(pairing).take();
}

}  // namespace ogi::parser
