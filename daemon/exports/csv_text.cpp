#include "daemon/exports/csv_text.h"

#include <algorithm>

namespace ogi::daemon {

namespace {

using namespace std::literals;

constexpr std::string_view formula_starts[] = {"="sv,  "+"sv,  "-"sv,  "@"sv,  "\t"sv, "\r"sv,
                                               "\n"sv, "＝"sv, "＋"sv, "－"sv, "＠"sv};

void append_field(std::string& out, std::string_view text) {
    if (text.find_first_of(",\"\r\n"sv) == std::string_view::npos) {
        out += text;
        return;
    }
    out += '"';
    for (const char c : text) {
        if (c == '"') out += '"';
        out += c;
    }
    out += '"';
}

}  // namespace

std::string guard_formula(std::string text) {
    auto rest = std::string_view{text};
    rest.remove_prefix(std::min(rest.find_first_not_of('\''), rest.size()));
    if (std::ranges::any_of(formula_starts, [&](auto start) { return rest.starts_with(start); }))
        text.insert(text.begin(), '\'');
    return text;
}

void append_csv_row(std::string& out, const Row& row, Formulas formulas) {
    bool first = true;
    for (const auto& value : row) {
        if (!first) out += ',';
        first = false;
        if (const auto* text = std::get_if<std::string>(&value); text != nullptr) {
            append_field(out, formulas == Formulas::guarded ? guard_formula(*text) : *text);
        } else {
            out += text_of(value);
        }
    }
    out += '\n';
}

void append_csv_head(std::string& out, const std::vector<Field>& fields) {
    Row names;
    for (const auto& field : fields) names.emplace_back(field.name);
    append_csv_row(out, names, Formulas::plain);
}

}  // namespace ogi::daemon
