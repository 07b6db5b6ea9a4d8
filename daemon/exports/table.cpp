#include "daemon/exports/table.h"

namespace ogi::daemon {

std::string text_of(const Value& value) {
    if (const auto* text = std::get_if<std::string>(&value)) return *text;
    if (const auto* number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
    if (const auto* number = std::get_if<model::Decimal>(&value)) return number->text();
    if (const auto* truth = std::get_if<bool>(&value)) return *truth ? "true" : "false";
    return {};
}

Value text_or_nothing(std::string_view text) {
    return text.empty() ? Value{} : Value{std::string{text}};
}

Value number_or_nothing(const std::optional<model::Decimal>& number) {
    return number ? Value{*number} : Value{};
}

}  // namespace ogi::daemon
