#include "parser/named_years.h"

#include "base/utf8.h"
#include "parser/published.h"
#include "parser/words.h"

#include <algorithm>
#include <array>
#include <map>

namespace ogi::parser {

namespace {

using namespace std::literals;

// Where years may begin, from left to right: they are of this century.
class Twos {
  public:
    explicit Twos(std::string_view text) : text_{text} {
        for (auto& [digit, next] : places_) next = find_word(text_, digit);
    }

    // The first at or after `at`; npos for none.
    std::size_t from(std::size_t at) {
        std::size_t first = text_.npos;
        for (auto& [digit, next] : places_) {
            if (next < at) next = find_word(text_, digit, at);
            first = std::min(first, next);
        }
        return first;
    }

  private:
    struct Place {
        std::string_view digit;
        std::size_t next = 0;
    };
    std::string_view text_;
    std::array<Place, 3> places_{{{"2"sv}, {"二"sv}, {"２"sv}}};
};

}  // namespace

std::vector<NamedYear> find_named_years(std::string_view text) {
    std::vector<NamedYear> years;
    Twos twos{text};
    for (auto at = twos.from(0); at != text.npos;) {
        const auto found = read_year(text.substr(at));
        const auto rest = found.year == 0 ? std::string_view{} : base::trim(text.substr(at + found.length));
        if (rest.starts_with("年"sv)) {
            const auto end = static_cast<std::size_t>(rest.data() - text.data()) + "年"sv.size();
            years.push_back({at, end, found.year});
        }
        at = twos.from(at + std::max<std::size_t>(found.length, 1));
    }
    return years;
}

int main_year(const std::vector<NamedYear>& years) {
    std::map<int, std::size_t> counts;
    std::size_t most = 0;
    for (const auto& named : years) most = std::max(most, ++counts[named.year]);
    const auto main =
        std::ranges::find_if(years, [&](const NamedYear& named) { return counts[named.year] == most; });
    return main == years.end() ? 0 : main->year;
}

}  // namespace ogi::parser
