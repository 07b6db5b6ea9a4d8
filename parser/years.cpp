#include "parser/years.h"

#include "parser/catalogue.h"
#include "parser/growth.h"
#include "parser/readings.h"

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>

namespace ogi::parser {

namespace {

using namespace std::literals;
using model::Check;
using model::CheckOutcome;
using model::Decimal;
using model::Generation;
using model::Report;

// Keep the products below 2^63.
constexpr int percent_places_max = 4;
constexpr std::int64_t percent_count_max = 100'000'000;
constexpr std::int64_t percent_units_max = 1'000'000;

std::optional<Decimal> value_of(const Report& report, std::string_view id) {
    const auto cell = report.cells.find(id);
    return cell == report.cells.end() ? std::nullopt : cell->second.value;
}

std::optional<Decimal> plus(const std::optional<Decimal>& a, const std::optional<Decimal>& b) {
    return a && b ? model::add(*a, *b) : std::nullopt;
}

std::optional<Decimal> minus(const std::optional<Decimal>& a, const std::optional<Decimal>& b) {
    return a && b ? model::subtract(*a, *b) : std::nullopt;
}

Check equal(std::string id, const std::optional<Decimal>& left, const std::optional<Decimal>& right,
            std::string note) {
    Check check{
        .id = std::move(id), .outcome = CheckOutcome::not_assessable, .left = {}, .right = {}, .note = {}};
    if (!left || !right) return check;
    check.outcome = *left == *right ? CheckOutcome::holds : CheckOutcome::violated;
    check.left = left, check.right = right;
    if (check.outcome == CheckOutcome::violated) check.note = std::move(note);
    return check;
}

Check at_least(std::string id, const std::optional<Decimal>& left, const std::optional<Decimal>& right,
               std::string_view words) {
    Check check{
        .id = std::move(id), .outcome = CheckOutcome::not_assessable, .left = {}, .right = {}, .note = {}};
    if (!left || !right) return check;
    if (model::compare(*left, *right) >= 0) {
        check.outcome = CheckOutcome::holds;
        check.left = left, check.right = right;
    } else {
        check.note = "soft: " + left->text() + " is less than " + right->text() + ", " + std::string{words};
    }
    return check;
}

class Years {
  public:
    Years(const Report& previous, const Report& report) : previous_{previous}, report_{report} {}

    std::vector<Check> check() {
        check_carry();
        check_in_force();
        check_items();
        check_growth();
        check_total_disclosed();
        check_pending();
        return std::move(checks_);
    }

  private:
    bool both_have(std::string_view id) const {
        return previous_.cells.contains(id) && report_.cells.contains(id);
    }

    void check_carry() {
        for (const auto applicant : applicants()) {
            const auto in = value_of(report_, request_id("carried_in", applicant));
            const auto out = value_of(previous_, request_id("carried_out", applicant));
            checks_.push_back(equal("years.carry." + std::string{applicant}, in, out,
                                    "carried in, against carried out of " + std::to_string(previous_.year)));
        }
    }

    void check_in_force() {
        for (const auto item : {"regulation"sv, "normative_document"sv}) {
            const auto stem = "disclosure." + std::string{item};
            if (!both_have(stem + ".in_force")) continue;
            const auto before = value_of(previous_, stem + ".in_force");
            const auto issued = value_of(report_, stem + ".issued");
            const auto repealed = value_of(report_, stem + ".repealed");
            const auto due = minus(plus(before, issued), repealed);
            checks_.push_back(equal("years.in_force." + std::string{item},
                                    value_of(report_, stem + ".in_force"), due,
                                    due ? "in force, against " + before->text() + " + " + issued->text() +
                                              " - " + repealed->text()
                                        : std::string{}));
        }
    }

    void check_items() {
        for (const auto& item : disclosure_items()) {
            const auto stem = "disclosure." + std::string{item.name};
            if (!both_have(stem + ".items_prev_year")) continue;
            const auto before = value_of(previous_, stem + ".items_prev_year");
            const auto change = value_of(previous_, stem + ".items_delta");
            const auto due = plus(before, change);
            checks_.push_back(equal(
                "years.items." + std::string{item.name}, value_of(report_, stem + ".items_prev_year"), due,
                due ? "items of last year, against " + before->text() + " changed by " + change->text()
                    : std::string{}));
        }
    }

    void check_total_disclosed() {
        for (const auto item : {"regulation"sv, "normative_document"sv}) {
            const auto stem = "disclosure." + std::string{item};
            if (!both_have(stem + ".total_disclosed")) continue;
            checks_.push_back(at_least(
                "years.total_disclosed." + std::string{item}, value_of(report_, stem + ".total_disclosed"),
                plus(value_of(previous_, stem + ".total_disclosed"), value_of(report_, stem + ".disclosed")),
                "which was made public up to now; some may have been repealed"));
        }
    }

    void check_pending() {
        for (const auto dispute : disputes()) {
            checks_.push_back(at_least(
                "years.pending." + std::string{dispute}, value_of(report_, dispute_id(dispute, "total")),
                value_of(previous_, dispute_id(dispute, "pending")), "which were still pending a year ago"));
        }
    }

    void check_growth() {
        for (const auto& growth : read_growth(report_)) add_growth(assess(growth));
    }

    // One check a name: what contradicts goes before what agrees.
    void add_growth(Check check) {
        const auto known = std::ranges::find(checks_, check.id, &Check::id);
        if (known == checks_.end()) {
            checks_.push_back(std::move(check));
        } else if (check.outcome == CheckOutcome::violated ||
                   known->outcome == CheckOutcome::not_assessable) {
            *known = std::move(check);
        }
    }

    // Holds if it does in one of the ways in which this year's figure can be read.
    Check assess(const Growth& growth) const {
        Check check{.id = "years.growth." + growth.name,
                    .outcome = CheckOutcome::not_assessable,
                    .left = {},
                    .right = {},
                    .note = growth.quote};
        for (const auto& reading : readings()) {
            if (reading.name != growth.name || sum_of(report_.cells, reading.cells).value != growth.now)
                continue;
            const auto before = sum_of(previous_.cells, reading.cells).value;
            const auto actual = before ? recompute(growth, *before) : std::nullopt;
            if (!actual) continue;
            const bool holds = agrees(growth, *before);
            if (!holds && check.outcome != CheckOutcome::not_assessable) continue;
            check.outcome = holds ? CheckOutcome::holds : CheckOutcome::violated;
            check.left = growth.change, check.right = actual;
            if (holds) return check;
        }
        return check;
    }

    static bool fits(const Growth& growth, const Decimal& before) {
        return growth.now.is_whole() && before.is_whole() && before.units > 0 &&
               before.units <= percent_count_max && growth.now.units <= percent_count_max &&
               growth.places <= percent_places_max && std::abs(growth.change.units) <= percent_units_max;
    }

    static std::int64_t power_of_ten(int exponent) {
        std::int64_t power = 1;
        for (int i = 0; i < exponent; ++i) power *= 10;
        return power;
    }

    // The change that both tables give; a percentage cut to one decimal more than was printed.
    static std::optional<Decimal> recompute(const Growth& growth, const Decimal& before) {
        if (!growth.percent) return model::subtract(growth.now, before);
        if (!fits(growth, before)) return std::nullopt;
        const auto shares = (growth.now.units - before.units) * 100;
        const int places = growth.places + 1;
        return Decimal::parse(Decimal{shares * power_of_ten(places) / before.units, places}.text());
    }

    static bool agrees(const Growth& growth, const Decimal& before) {
        if (!growth.percent) return model::subtract(growth.now, before) == growth.change;
        // Less than one unit of the last printed decimal away, multiplied out.
        const auto exact = (growth.now.units - before.units) * 100 * power_of_ten(growth.places);
        const auto said =
            growth.change.units * power_of_ten(growth.places - growth.change.scale) * before.units;
        const auto off = exact > said ? exact - said : said - exact;
        return off < before.units;
    }

    const Report& previous_;
    const Report& report_;
    std::vector<Check> checks_;
};

}  // namespace

std::vector<Check> check_years(const Report& previous, const Report& report) {
    const bool in_sequence = previous.year != 0 && previous.year + 1 == report.year;
    const bool both_forms =
        previous.generation != Generation::free_form && report.generation != Generation::free_form;
    if (!in_sequence || !both_forms) return {};
    return Years{previous, report}.check();
}

}  // namespace ogi::parser
