#pragma once

#include "base/time.h"
#include "model/decimal.h"
#include "model/names.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// A row of the schema ogid: values by the name of their column, in the order in which they were given.
// Figures keep their exact digits. U+0000, which no text of PostgreSQL can hold, becomes U+FFFD.
namespace ogi::daemon {

class PgRow {
  public:
    PgRow& text(std::string_view name, std::string_view value);
    PgRow& text_or_null(std::string_view name, std::string_view value);  // Empty is null.
    PgRow& number(std::string_view name, std::int64_t value);
    PgRow& number_or_null(std::string_view name, std::optional<std::int64_t> value);
    PgRow& decimal(std::string_view name, const std::optional<model::Decimal>& value);
    PgRow& flag(std::string_view name, bool value);
    PgRow& texts(std::string_view name, const std::vector<std::string>& values);

    template <class Moment>
    PgRow& time(std::string_view name, const std::optional<Moment>& moment) {
        return text_or_null(name, base::to_iso(moment).value_or(std::string{}));
    }
    template <class Enum>
    PgRow& word_or_null(std::string_view name, const std::optional<Enum>& value) {
        return text_or_null(name, value ? model::name_of(*value) : std::string_view{});
    }

    // An object, as jsonb_to_recordset takes it apart.
    std::string json() const;
    // As the database writes it to be compared (held_digest.h).
    std::string compared() const;

  private:
    enum class Form { null, text, literal, texts };
    struct Value {
        std::string name;
        Form form = Form::null;
        std::string text{};
        std::vector<std::string> texts{};
    };
    PgRow& add(Value value);

    std::vector<Value> values_;
};

}  // namespace ogi::daemon
