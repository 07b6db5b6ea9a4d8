#include "model/json_patch.h"

#include "base/json_writer.h"
#include "model/json_fields.h"

#include <algorithm>
#include <charconv>

namespace ogi::model {

namespace json = boost::json;
using base::JsonWriter;

namespace {

// Boost.JSON prints 57.8374 as 5.78374E1.
void write_number(JsonWriter& out, double number) {
    char digits[32];
    const auto end = std::to_chars(std::begin(digits), std::end(digits), number).ptr;
    out.raw({digits, static_cast<std::size_t>(end - digits)});
}

void write_value(JsonWriter& out, const json::value& value) {
    switch (value.kind()) {
        case json::kind::null:
            out.null();
            break;
        case json::kind::bool_:
            out.value(value.get_bool());
            break;
        case json::kind::int64:
            out.value(value.get_int64());
            break;
        case json::kind::uint64:
            out.value(value.get_uint64());
            break;
        case json::kind::double_:
            write_number(out, value.get_double());
            break;
        case json::kind::string:
            out.value(std::string_view{value.get_string().data(), value.get_string().size()});
            break;
        case json::kind::array:
            out.begin_array();
            for (const auto& element : value.get_array()) write_value(out, element);
            out.end_array();
            break;
        case json::kind::object:
            out.begin_object();
            for (const auto& [name, member] : value.get_object()) {
                out.key({name.data(), name.size()});
                write_value(out, member);
            }
            out.end_object();
            break;
    }
}

// A step of a JSON Pointer (RFC 6901).
std::string step(std::string_view name) {
    std::string text = "/";
    for (const char c : name) text += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
    return text;
}

class Patch {
  public:
    std::string make(const json::object& before, const json::object& after) && {
        out_.begin_array();
        compare_objects("", before, after);
        return out_.end_array().take();
    }

  private:
    void write(std::string_view op, const std::string& path, const json::value* value) {
        out_.begin_object().field("op", op).field("path", path);
        if (value != nullptr) {
            out_.key("value");
            write_value(out_, *value);
        }
        out_.end_object();
    }

    void remove(const std::string& path, const json::value& value) {
        write("test", path, &value);
        write("remove", path, nullptr);
    }

    void compare(const std::string& path, const json::value& before, const json::value& after) {
        if (before == after) return;
        if (before.is_object() && after.is_object()) {
            compare_objects(path, before.get_object(), after.get_object());
        } else if (before.is_array() && after.is_array()) {
            compare_arrays(path, before.get_array(), after.get_array());
        } else {
            write("test", path, &before);
            write("replace", path, &after);
        }
    }

    void compare_objects(const std::string& path, const json::object& before, const json::object& after) {
        for (const auto& [name, value] : before) {
            const auto* other = after.if_contains(name);
            const auto member = path + step({name.data(), name.size()});
            if (other == nullptr) {
                remove(member, value);
            } else {
                compare(member, value, *other);
            }
        }
        for (const auto& [name, value] : after) {
            if (!before.contains(name)) write("add", path + step({name.data(), name.size()}), &value);
        }
    }

    void compare_arrays(const std::string& path, const json::array& before, const json::array& after) {
        const auto shorter = std::min(before.size(), after.size());
        std::size_t begin = 0, end = 0;  // How much of the beginning and of the end is the same.
        while (begin < shorter && before[begin] == after[begin]) ++begin;
        while (begin + end < shorter && before[before.size() - end - 1] == after[after.size() - end - 1])
            ++end;
        const auto at = [&](std::size_t index) { return path + "/" + std::to_string(index); };
        for (auto i = begin; i < shorter - end; ++i) compare(at(i), before[i], after[i]);
        for (auto i = before.size() - end; i > shorter - end; --i) remove(at(i - 1), before[i - 1]);
        for (auto i = shorter - end; i < after.size() - end; ++i) write("add", at(i), &after[i]);
    }

    JsonWriter out_;
};

}  // namespace

base::Result<std::string> json_patch(std::string_view before, std::string_view after) {
    TRY(old_object, json_fields::parse_object(before));
    TRY(new_object, json_fields::parse_object(after));
    return Patch{}.make(old_object, new_object);
}

}  // namespace ogi::model
