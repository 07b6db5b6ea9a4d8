#include "parser/prose_parts.h"

#include "base/utf8.h"
#include "parser/figures.h"
#include "parser/prose.h"
#include "parser/words.h"

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace ogi::parser {

namespace {

using namespace std::literals;
using model::CheckOutcome;
using model::Decimal;

constexpr std::size_t clause_bytes_max = 90;  // Before the whole, in which a dispute would be named.

constexpr auto opening_words = "其中|包括|分别"sv;
const Words openings{opening_words};
constexpr std::array dispute_words{"复议"sv, "诉讼"sv, "起诉"sv};

bool is_open_bracket(char32_t c) {
    return c == U'(' || c == U'（';
}
bool is_close_bracket(char32_t c) {
    return c == U')' || c == U'）';
}
bool ends_list(char32_t c) {
    return c == U'。' || c == U'\n' || c == U'；' || c == U';';
}

// Behind what stands between a whole and "其中"; nullopt where its parts do not follow.
std::optional<std::size_t> list_begin(std::string_view text, std::size_t at) {
    while (at < text.size()) {
        const auto [c, length] = base::decode_utf8(text.substr(at));
        if (c != U'，' && c != U',' && c != U'：' && c != U':' && !is_open_bracket(c) && c != U' ') break;
        at += length;
    }
    return openings.longest_at(text.substr(at)) > 0 ? std::optional{at} : std::nullopt;
}

// Follows the brackets from one part to the next.
class Walk {
  public:
    explicit Walk(std::string_view text, std::size_t at) : text_{text}, at_{at} {}

    // Goes on to `end`; false where the list is over before.
    bool reach(std::size_t end) {
        while (at_ < end) {
            const auto [c, length] = base::decode_utf8(text_.substr(at_));
            if (is_open_bracket(c)) ++depth_;
            if (is_close_bracket(c) && --depth_ < 0) return false;
            if (depth_ == 0 && ends_list(c)) return false;
            at_ += length;
        }
        return true;
    }
    bool inside_brackets() const { return depth_ > 0; }

  private:
    std::string_view text_;
    std::size_t at_;
    int depth_ = 0;
};

struct Parts {
    std::optional<Decimal> sum = Decimal{};
    int count = 0;
    bool exhaustive = false;  // One of them is what is left over.
    std::size_t end = 0;
};

// "其他应主动公开政府信息"; but 其他对外管理服务事项 is a row of the form.
bool is_what_is_left(std::string_view label) {
    return label.find("其他"sv) != std::string_view::npos &&
           label.find("对外管理"sv) == std::string_view::npos;
}

// The parts that follow figures[0], the whole; nullopt where there is no clean list.
std::optional<Parts> read_parts(std::string_view text, std::span<const ProseFigure> figures) {
    const auto& whole = figures[0];
    const auto begin = list_begin(text, whole.end);
    if (!begin) return std::nullopt;
    Walk walk{text, *begin};
    Parts parts;
    std::size_t before = *begin;
    for (const auto& figure : figures.subspan(1)) {
        if (!walk.reach(figure.begin)) break;
        if (walk.inside_brackets()) continue;
        if (figure.unit != whole.unit || figure.approximate || !figure.value || !parts.sum)
            return std::nullopt;
        parts.sum = model::add(*parts.sum, *figure.value);
        parts.exhaustive = is_what_is_left(text.substr(before, figure.begin - before));
        ++parts.count;
        before = parts.end = figure.end;
    }
    if (parts.count < 2 || !parts.sum) return std::nullopt;
    return parts;
}

bool is_of_disputes(std::string_view text, const ProseFigure& whole) {
    const auto from = whole.begin > clause_bytes_max ? whole.begin - clause_bytes_max : 0;
    auto clause = text.substr(from, whole.begin - from);
    if (const auto stop = clause.rfind("。"sv); stop != std::string_view::npos) clause.remove_prefix(stop);
    for (const auto word : dispute_words) {
        if (clause.find(word) != std::string_view::npos) return true;
    }
    return false;
}

void check_line(std::string_view line, std::vector<model::Check>& checks) {
    const auto figures = find_figures(line);
    for (std::size_t i = 0; i + 2 < figures.size(); ++i) {
        const auto& whole = figures[i];
        if (!whole.value || whole.approximate || is_of_disputes(line, whole)) continue;
        const auto parts = read_parts(line, std::span{figures}.subspan(i));
        if (!parts) continue;
        model::Check check{.id = "prose.parts_sum." + std::to_string(checks.size() + 1),
                           .outcome = CheckOutcome::not_assessable,
                           .left = {},
                           .right = {},
                           .note = std::string{line.substr(whole.begin, parts->end - whole.begin)}};
        const bool holds = *parts->sum == *whole.value;
        if (holds || parts->exhaustive) {
            check.outcome = holds ? CheckOutcome::holds : CheckOutcome::violated;
            check.left = parts->sum, check.right = whole.value;
        }
        checks.push_back(std::move(check));
    }
}

}  // namespace

std::vector<model::Check> check_parts_sums(const std::vector<model::Section>& sections) {
    std::vector<model::Check> checks;
    for (const auto& section : sections) {
        std::string_view rest = section.text;
        while (!rest.empty()) {
            const auto line = rest.substr(0, rest.find('\n'));
            if (contains_any(line, opening_words)) check_line(line, checks);
            rest.remove_prefix(std::min(rest.size(), line.size() + 1));
        }
    }
    return checks;
}

}  // namespace ogi::parser
