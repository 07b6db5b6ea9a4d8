#pragma once

#include <string>
#include <string_view>
#include <vector>

// The words, signs and literals of a script, in order.
namespace ogi::crawler {

struct ScriptToken {
    enum class Kind {
        word,     // A name, a keyword or a number.
        sign,     // One character.
        text,     // A string, its escapes resolved.
        pattern,  // What stands between the slashes of a regular expression.
    };
    Kind kind;
    std::string text;

    bool is_word(std::string_view wanted) const { return kind == Kind::word && text == wanted; }
    bool is_sign(std::string_view wanted) const { return kind == Kind::sign && text == wanted; }
    bool operator==(const ScriptToken&) const = default;
};

// Comments are left out; what does not end ends with the script.
std::vector<ScriptToken> read_script_tokens(std::string_view script);

}  // namespace ogi::crawler
