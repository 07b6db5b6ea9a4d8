#pragma once

#include "base/url.h"
#include "crawler/script_tokens.h"

#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>

// What expressions of a small script come to, as far as that can be told without running it: strings, where
// the page is, and that no phone asks.
namespace ogi::crawler {

inline constexpr std::size_t script_text_bytes_max = 4 * 1024;  // That is put together; more is not told.

struct NotTold {  // It depends on what is not known here.
    bool operator==(const NotTold&) const = default;
};
struct Nothing {  // null or undefined.
    bool operator==(const Nothing&) const = default;
};
// The name of a browser on a desk. Which one it is is not told.
struct DeskAgent {
    bool operator==(const DeskAgent&) const = default;
};
struct ScriptPattern {  // A regular expression.
    std::string text;
    bool operator==(const ScriptPattern&) const = default;
};
enum class ScriptThing { window, document, location, navigator };

using ScriptValue =
    std::variant<NotTold, Nothing, bool, double, std::string, DeskAgent, ScriptPattern, ScriptThing>;

// nullopt where it is not told.
std::optional<bool> truth_of(const ScriptValue& value);

// The names that a script gave to values. A name that got two different ones tells nothing.
class ScriptNames {
  public:
    void set(const std::string& name, const ScriptValue& value);
    ScriptValue value_of(const std::string& name) const;

  private:
    std::map<std::string, ScriptValue, std::less<>> values_;
};

// Reads the expression at `at`, as a script of `page`, and moves `at` behind what was understood of it.
// NotTold where that is not the whole expression.
ScriptValue evaluate(std::span<const ScriptToken> tokens, std::size_t& at, const base::Url& page,
                     const ScriptNames& names);

// The bracket that closes the one at `open`, or the end.
std::size_t closing_bracket(std::span<const ScriptToken> tokens, std::size_t open);

}  // namespace ogi::crawler
