#include "parser/growth.h"

#include "base/utf8.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace ogi::parser {

namespace {

using namespace std::literals;
using model::Decimal;

constexpr std::size_t tail_bytes_max = 180;

// The longer before the shorter.
constexpr std::array last_year{"较上一年度同期"sv, "较上年度同期"sv, "较上一年度"sv,   "较上一年"sv,
                               "较上年度"sv,       "较上年同期"sv,   "较去年同期"sv,   "较上年"sv,
                               "较去年"sv,         "比上一年度"sv,   "比上年度"sv,     "比上一年"sv,
                               "比上年同期"sv,     "比去年同期"sv,   "比上年"sv,       "比去年"sv,
                               "与上一年度相比"sv, "与上年度相比"sv, "与上一年相比"sv, "与上年同期相比"sv,
                               "与去年同期相比"sv, "与上年相比"sv,   "与去年相比"sv,   "同比去年"sv,
                               "同比上年"sv,       "同比"sv};
constexpr std::array named_year{"相较于"sv, "相比于"sv, "相较"sv, "相比"sv, "较之"sv, "较"sv, "比"sv, "与"sv};
constexpr std::array behind_year{"年度同期"sv, "年同期"sv, "年度相比"sv, "年相比"sv, "年度"sv, "年"sv};
constexpr std::array fillers{"，"sv,   ","sv,  "、"sv,   "（"sv,   "("sv,    " "sv,    "同比"sv,
                             "略有"sv, "略"sv, "有所"sv, "大幅"sv, "明显"sv, "小幅"sv, "共"sv};
constexpr std::array rises{"增加"sv, "增长"sv, "上升"sv, "上涨"sv, "增多"sv, "提高"sv, "增幅"sv, "多"sv};
constexpr std::array falls{"减少"sv, "下降"sv, "降低"sv, "下滑"sv, "降幅"sv, "少"sv};
constexpr std::array linking{"幅度为"sv, "了"sv, "为"sv, "达"sv, " "sv};
constexpr std::array units{"件次"sv, "件"sv, "宗"sv, "条"sv, "份"sv, "项"sv, "个"sv, "起"sv, "次"sv};

// Reads forward; every function says whether it moved.
class Scanner {
  public:
    explicit Scanner(std::string_view text) : rest_{text} {}

    std::string_view rest() const { return rest_; }

    template <std::size_t n>
    bool skip(const std::array<std::string_view, n>& words) {
        for (const auto word : words) {
            if (!rest_.starts_with(word)) continue;
            rest_.remove_prefix(word.size());
            return true;
        }
        return false;
    }
    template <std::size_t n>
    void skip_all(const std::array<std::string_view, n>& words) {
        while (skip(words)) {
        }
    }

    // Plain digits, with a point; nothing else is taken for a number here.
    std::optional<std::pair<Decimal, int>> number() {
        std::size_t length = 0, point = std::string_view::npos;
        while (length < rest_.size() && ((rest_[length] >= '0' && rest_[length] <= '9') ||
                                         (rest_[length] == '.' && point == std::string_view::npos))) {
            if (rest_[length] == '.') point = length;
            ++length;
        }
        const auto value = Decimal::parse(rest_.substr(0, length));
        if (!value) return std::nullopt;
        rest_.remove_prefix(length);
        return std::pair{*value, point == std::string_view::npos ? 0 : static_cast<int>(length - point - 1)};
    }

  private:
    std::string_view rest_;
};

// "较上年", "同比", "较2021年": true only for the year before.
bool skip_comparison(Scanner& scanner, int year) {
    if (scanner.skip(last_year)) return true;
    if (!scanner.skip(named_year)) return false;
    const auto named = scanner.number();
    return named && named->first == Decimal::whole(year - 1) && scanner.skip(behind_year);
}

// "增加3件", "下降10.5%". Rises above, falls below zero.
std::optional<Growth> read_change(Scanner& scanner) {
    const bool rise = scanner.skip(rises);
    if (!rise && !scanner.skip(falls)) return std::nullopt;
    scanner.skip_all(linking);
    const auto number = scanner.number();
    if (!number) return std::nullopt;
    Growth growth;
    growth.change = rise ? number->first : Decimal{-number->first.units, number->first.scale};
    growth.places = number->second;
    growth.percent = scanner.skip(std::array{"%"sv, "％"sv});
    const bool of_a_share = scanner.rest().starts_with("个百分点"sv);
    if (!growth.percent && (of_a_share || !scanner.skip(units))) return std::nullopt;
    return growth;
}

class Reader {
  public:
    explicit Reader(const model::Report& report) : report_{report} {}

    std::vector<Growth> read() {
        for (const auto& statement : report_.statements) {
            if (!statement.value || statement.approximate || statement.quote.empty()) continue;
            for (const auto& section : report_.sections) {
                for (auto at = section.text.find(statement.quote); at != std::string::npos;
                     at = section.text.find(statement.quote, at + 1)) {
                    read_behind(statement, std::string_view{section.text}.substr(at));
                }
            }
        }
        return std::move(found_);
    }

  private:
    // `text` begins with the statement's quote.
    void read_behind(const model::Statement& statement, std::string_view text) {
        Scanner scanner{text.substr(statement.quote.size(), tail_bytes_max)};
        scanner.skip_all(fillers_before_);
        if (!skip_comparison(scanner, report_.year)) return;
        for (int i = 0; i < 2; ++i) {  // "增加3件，增长12%".
            scanner.skip_all(fillers);
            auto growth = read_change(scanner);
            if (!growth) return;
            growth->name = statement.name;
            growth->now = *statement.value;
            growth->quote = text.substr(0, static_cast<std::size_t>(scanner.rest().data() - text.data()));
            if (std::ranges::find(found_, growth->quote, &Growth::quote) == found_.end())
                found_.push_back(*std::move(growth));
        }
    }

    static constexpr std::array fillers_before_{"，"sv, ","sv,    "、"sv,   "（"sv,   "("sv,
                                                " "sv,  "数量"sv, "总量"sv, "总数"sv, "；"sv};

    const model::Report& report_;
    std::vector<Growth> found_;
};

}  // namespace

std::vector<Growth> read_growth(const model::Report& report) {
    return Reader{report}.read();
}

}  // namespace ogi::parser
