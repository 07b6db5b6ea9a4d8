#pragma once

#include "base/result.h"
#include "model/decimal.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

// What an export is made of: tables with described fields, and rows for them. What is written of it (CSV,
// SQLite, …) knows nothing of reports.
namespace ogi::daemon {

enum class FieldType {
    text,
    whole,    // A whole number.
    decimal,  // A number with its exact digits.
    truth,
    date,    // "2026-01-31".
    moment,  // "2026-01-31T08:15:00.250Z".
    json,    // A JSON value in a text.
};

enum class Need { required, optional };

struct Field {
    std::string name;
    FieldType type = FieldType::text;
    Need need = Need::optional;
    std::string title;                 // Chinese, for people.
    std::string description;           // English.
    std::vector<std::string> words{};  // The only values there are; empty: any.
};

// The values of `fields` are those of a row of `table` (its primary key).
struct ForeignKey {
    std::vector<std::string> fields;
    std::string table;
};

struct Table {
    std::string name;
    std::string title;
    std::string description;
    std::vector<Field> fields;
    std::vector<std::string> primary_key;
    std::vector<ForeignKey> foreign_keys{};
};

// monostate: nothing is said; never zero and never an empty word.
using Value = std::variant<std::monostate, std::string, std::int64_t, model::Decimal, bool>;
using Row = std::vector<Value>;

// As it stands in a CSV file, before quoting; "" for nothing.
std::string text_of(const Value& value);

// Nothing where the text is empty.
Value text_or_nothing(std::string_view text);
Value number_or_nothing(const std::optional<model::Decimal>& number);

}  // namespace ogi::daemon
