#include "daemon/sinks/postgresql/row.h"

#include "base/json_writer.h"
#include "daemon/sinks/postgresql/held_digest.h"

namespace ogi::daemon {

namespace {

std::string without_nul(std::string_view text) {
    std::string clean{text};
    for (auto at = clean.find('\0'); at != std::string::npos; at = clean.find('\0', at))
        clean.replace(at, 1, "\xEF\xBF\xBD");
    return clean;
}

}  // namespace

PgRow& PgRow::add(Value value) {
    values_.push_back(std::move(value));
    return *this;
}

PgRow& PgRow::text(std::string_view name, std::string_view value) {
    return add({std::string{name}, Form::text, without_nul(value)});
}

PgRow& PgRow::text_or_null(std::string_view name, std::string_view value) {
    return value.empty() ? add({std::string{name}}) : text(name, value);
}

PgRow& PgRow::number(std::string_view name, std::int64_t value) {
    return add({std::string{name}, Form::literal, std::to_string(value)});
}

PgRow& PgRow::number_or_null(std::string_view name, std::optional<std::int64_t> value) {
    return value ? number(name, *value) : add({std::string{name}});
}

PgRow& PgRow::decimal(std::string_view name, const std::optional<model::Decimal>& value) {
    return value ? add({std::string{name}, Form::literal, value->text()}) : add({std::string{name}});
}

PgRow& PgRow::flag(std::string_view name, bool value) {
    return add({std::string{name}, Form::literal, value ? "true" : "false"});
}

PgRow& PgRow::texts(std::string_view name, const std::vector<std::string>& values) {
    std::vector<std::string> clean;
    for (const auto& value : values) clean.push_back(without_nul(value));
    return add({std::string{name}, Form::texts, {}, std::move(clean)});
}

std::string PgRow::json() const {
    base::JsonWriter json;
    json.begin_object();
    for (const auto& value : values_) {
        json.key(value.name);
        switch (value.form) {
            case Form::null:
                json.null();
                break;
            case Form::text:
                json.value(value.text);
                break;
            case Form::literal:
                json.raw(value.text);
                break;
            case Form::texts:
                json.begin_array();
                for (const auto& text : value.texts) json.value(text);
                json.end_array();
                break;
        }
    }
    return json.end_object().take();
}

std::string PgRow::compared() const {
    std::string line;
    for (const auto& value : values_) {
        if (!line.empty()) line += compared::between_values;
        if (value.form == Form::null) line += compared::null;
        line += value.text;
        for (std::size_t i = 0; i < value.texts.size(); ++i) {
            if (i > 0) line += compared::between_texts;
            line += value.texts[i];
        }
    }
    return line;
}

}  // namespace ogi::daemon
