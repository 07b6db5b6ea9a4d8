#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ogi::base {

// Writes compact JSON (RFC 8259) in the order of its calls. It exists because figures must keep their exact
// decimal digits and records their byte-for-byte form; Boost.JSON passes numbers through double.
//
//     JsonWriter json;
//     json.begin_object().key("year").value(2020).end_object();
class JsonWriter {
  public:
    JsonWriter& begin_object();
    JsonWriter& end_object();
    JsonWriter& begin_array();
    JsonWriter& end_array();
    JsonWriter& key(std::string_view name);

    JsonWriter& value(std::string_view text_utf8);
    JsonWriter& value(const char* text_utf8) { return value(std::string_view{text_utf8}); }
    JsonWriter& value(bool);
    JsonWriter& value(int number) { return value(static_cast<std::int64_t>(number)); }
    JsonWriter& value(std::int64_t);
    JsonWriter& value(std::uint64_t);
    JsonWriter& null();
    // `token` must be a JSON number or a complete JSON value; it is written as it is.
    JsonWriter& raw(std::string_view token);

    template <class T>
    JsonWriter& value_or_null(const std::optional<T>& maybe) {
        return maybe ? value(*maybe) : null();
    }
    // key and value in one call.
    template <class T>
    JsonWriter& field(std::string_view name, const T& v) {
        return key(name).value(v);
    }

    const std::string& text() const { return out_; }
    std::string take() { return std::move(out_); }

  private:
    // Puts the comma that stands before a value or a key, unless it is the first in its container or a key's.
    void separate();
    std::string out_;
};

}  // namespace ogi::base
