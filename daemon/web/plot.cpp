#include "daemon/web/plot.h"

#include "base/counted.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <utility>

namespace ogi::daemon {

namespace {

// Of the drawing, in its own units.
constexpr double width = 720;
constexpr double left = 70;
constexpr double right = 20;
constexpr double years_height = 280;
constexpr double spread_height = 250;
constexpr double top = 20;
constexpr double bottom = 34;
constexpr int steps_wanted = 4;  // Lines of a scale.
constexpr int columns_wanted = 40;
constexpr double dot_radius = 4;
constexpr int decimals_max = 6;  // Amounts have four; a quartile between two figures may have two more.

std::string at(double place) {
    char text[32];
    std::snprintf(text, sizeof(text), "%.1f", place);
    return text;
}

void write_line(Html& html, Literal style, double x1, double y1, double x2, double y2) {
    html.open("line",
              {{"class", style.text()}, {"x1", at(x1)}, {"y1", at(y1)}, {"x2", at(x2)}, {"y2", at(y2)}});
    html.close("line");
}

void write_words(Html& html, double x, double y, Literal anchor, std::string_view words) {
    html.open("text", {{"x", at(x)}, {"y", at(y)}, {"text-anchor", anchor.text()}})
        .text(words)
        .raw("</text>");
}

void open_plot(Html& html, double height, std::string_view title, std::string_view words) {
    html.open("div", {{"class", "wide"}, {"tabindex", "0"}, {"role", "region"}, {"aria-label", title}});
    html.open("svg", {{"class", "plot"},
                      {"role", "img"},
                      {"viewBox", "0 0 " + at(width) + " " + at(height)},
                      {"aria-label", std::string{title} + ". " + std::string{words}}});
    html.element("title", title).element("desc", words);
}

// 1, 2 or 5 times a power of ten, so that about so many steps reach `most`.
double step_of(double most) {
    const auto rough = most / steps_wanted;
    const auto power = std::pow(10, std::floor(std::log10(rough)));
    for (const double factor : {1.0, 2.0, 5.0})
        if (factor * power >= rough) return factor * power;
    return 10 * power;
}

// A scale from least to most over a stretch of the drawing, upwards.
struct Scale {
    double least;
    double most;
    double low;   // Where least is.
    double high;  // Where most is.

    double place(double value) const { return low + (value - least) / (most - least) * (high - low); }
};

void write_grid(Html& html, const Scale& scale, double step) {
    for (double value = std::ceil(scale.least / step) * step; value <= scale.most * 1.0001; value += step) {
        const auto y = scale.place(value);
        write_line(html, "grid", left, y, width - right, y);
        write_words(html, left - 8, y + 4, "end", plain_number(std::abs(value) < step / 1000 ? 0 : value));
    }
}

std::string words_of(Language language, const std::vector<YearPoint>& points) {
    std::string words;
    for (const auto& point : points) {
        if (!words.empty()) words += language == Language::zh ? "；" : "; ";
        const auto without = say(language, point.withdrawn ? Word::withdrawn : Word::no_figure);
        words += std::to_string(point.year) + " " + (point.value ? point.text : std::string{without});
    }
    return words;
}

// Powers of ten on either side of nothing: 0 and 1 are as far apart as 1 and 10 nearly are.
double spread_of(double value) {
    return std::copysign(std::log10(1 + std::abs(value)), value);
}

// Nothing, powers of ten, then what is between them: those that are wanted most come first.
std::vector<double> spread_ticks(double least, double most) {
    std::vector<double> ticks{0};
    for (const double factor : {1.0, 2.0, 5.0}) {
        for (double tick = factor; spread_of(tick) <= std::max(-least, most); tick *= 10) {
            if (spread_of(tick) <= most) ticks.push_back(tick);
            if (spread_of(-tick) >= least) ticks.push_back(-tick);
        }
    }
    return ticks;
}

// Below the columns, as far as there is room.
void write_spread_ticks(Html& html, const Scale& along, double least, double most) {
    constexpr double digit = 8;
    std::vector<std::pair<double, double>> taken;
    for (const double tick : spread_ticks(least, most)) {
        const auto words = plain_number(tick);
        const auto x = along.place(spread_of(tick));
        const auto half = digit * static_cast<double>(words.size() + 1) / 2;
        const bool is_free = std::ranges::none_of(
            taken, [&](const auto& other) { return x - half < other.second && other.first < x + half; });
        if (!is_free) continue;
        taken.emplace_back(x - half, x + half);
        write_words(html, x, spread_height - 12, "middle", words);
    }
}

}  // namespace

std::string plain_number(double value) {
    char text[400];
    std::snprintf(text, sizeof(text), "%.*f", decimals_max, std::abs(value));
    std::string number{text};
    number.erase(number.find_last_not_of('0') + 1);
    if (number.ends_with('.')) number.pop_back();
    const auto whole = std::min(number.find('.'), number.size());
    for (std::size_t place = whole; place > 3; place -= 3) number.insert(place - 3, ",");
    return value < 0 && number != "0" ? "-" + number : number;
}

void write_years_plot(Html& html, Language language, std::string_view title,
                      const std::vector<YearPoint>& points) {
    double least = 0, most = 0;
    for (const auto& point : points) {
        if (!point.value) continue;
        least = std::min(least, *point.value), most = std::max(most, *point.value);
    }
    if (points.empty()) return;
    if (most - least <= 0) most = least + 1;
    const auto step = step_of(most - least);
    const Scale up{std::floor(least / step) * step, std::ceil(most / step) * step, years_height - bottom,
                   top};
    const double first = points.front().year, last = points.back().year;
    const Scale along{first, std::max(last, first + 1), left + 20, width - right - 20};
    open_plot(html, years_height, title, words_of(language, points));
    write_grid(html, up, step);
    const YearPoint* before = nullptr;
    for (const auto& point : points) {
        const auto x = along.place(point.year);
        write_words(html, x, years_height - 10, "middle", std::to_string(point.year));
        if (!point.value) {
            write_words(html, x, years_height - bottom - 6, "middle", point.withdrawn ? "x" : "–");
        } else if (before != nullptr && before->value && before->year + 1 == point.year) {
            write_line(html, "run", along.place(before->year), up.place(*before->value), x,
                       up.place(*point.value));
        }
        before = &point;
    }
    for (const auto& point : points) {
        if (!point.value) continue;
        const auto x = along.place(point.year), y = up.place(*point.value);
        html.open("circle", {{"class", "dot"}, {"cx", at(x)}, {"cy", at(y)}, {"r", at(dot_radius)}});
        html.close("circle");
        write_words(html, x, y - 9, "middle", point.text);
    }
    html.raw("</svg></div>");
}

Quartiles quartiles_of(const std::vector<double>& values) {
    const auto quantile = [&](double share) {
        const auto place = share * static_cast<double>(values.size() - 1);
        const auto below = static_cast<std::size_t>(place);
        const auto above = std::min(below + 1, values.size() - 1);
        return values[below] + (place - static_cast<double>(below)) * (values[above] - values[below]);
    };
    return {values.front(), quantile(0.25), quantile(0.5), quantile(0.75), values.back()};
}

void write_spread_plot(Html& html, Language language, std::string_view title,
                       const std::vector<double>& values) {
    if (values.empty()) return;
    const auto box = quartiles_of(values);
    const auto most = std::max(spread_of(values.back()), values.front() < 0 ? 0.0 : 1.0);
    const auto least = std::min(spread_of(values.front()), 0.0);
    const Scale along{least, most, left, width - right};
    const auto x_of = [&](double value) { return along.place(spread_of(value)); };
    std::array<int, columns_wanted> counts{};
    for (const auto value : values) {
        const auto column = static_cast<int>((spread_of(value) - least) / (most - least) * columns_wanted);
        ++counts[static_cast<std::size_t>(std::clamp(column, 0, columns_wanted - 1))];
    }
    const double tallest = *std::ranges::max_element(counts);
    constexpr double box_top = 24, box_bottom = 52, floor = spread_height - bottom;
    const Scale up{0, tallest, floor, 76};
    std::string words = language == Language::zh ? std::to_string(values.size()) + "份报告"
                                                 : base::counted(values.size(), "report");
    const auto add = [&](Word word, double value) {
        words += std::string{language == Language::zh ? "，" : ", "} + std::string{say(language, word)} +
                 " " + plain_number(value);
    };
    add(Word::least, box.least), add(Word::lower_quartile, box.lower), add(Word::median, box.median);
    add(Word::upper_quartile, box.upper), add(Word::most, box.most);
    open_plot(html, spread_height, title, words);
    const auto column_width = (width - left - right) / columns_wanted;
    for (int i = 0; i < columns_wanted; ++i) {
        const auto count = counts[static_cast<std::size_t>(i)];
        if (count == 0) continue;
        const auto y = up.place(count);
        html.open("rect", {{"class", "column"},
                           {"x", at(left + i * column_width)},
                           {"y", at(y)},
                           {"width", at(column_width - 1)},
                           {"height", at(floor - y)}});
        html.close("rect");
    }
    write_line(html, "grid", left, floor, width - right, floor);
    write_spread_ticks(html, along, least, most);
    write_words(html, left - 8, up.place(tallest) + 4, "end", plain_number(tallest));
    write_words(html, left - 8, floor, "end", say(language, Word::reports));
    const auto middle = (box_top + box_bottom) / 2;
    write_line(html, "run", x_of(box.least), middle, x_of(box.lower), middle);
    write_line(html, "run", x_of(box.upper), middle, x_of(box.most), middle);
    html.open("rect", {{"class", "quartiles"},
                       {"x", at(x_of(box.lower))},
                       {"y", at(box_top)},
                       {"width", at(std::max(x_of(box.upper) - x_of(box.lower), 1.0))},
                       {"height", at(box_bottom - box_top)}});
    html.close("rect");
    write_line(html, "median", x_of(box.median), box_top, x_of(box.median), box_bottom);
    const auto middle_x = std::clamp(x_of(box.median), left + 80, width - right - 80);
    write_words(html, middle_x, box_top - 7, "middle",
                std::string{say(language, Word::median)} + " " + plain_number(box.median));
    html.raw("</svg></div>");
}

}  // namespace ogi::daemon
