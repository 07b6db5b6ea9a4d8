#pragma once

#include "daemon/web/html.h"
#include "daemon/web/words.h"

#include <string>
#include <string_view>

namespace ogi::daemon {

// Whether the rows of a page can be had as data.
enum class Twins { none, json_and_csv };

// What stands around a page.
struct Frame {
    Language language = Language::zh;
    std::string title{};  // Also its heading.
    std::string lead{};   // A sentence below it; empty: none.
    std::string path{};   // Below the language, without form: "/agencies/a-…"; percent-encoded.
    std::string query{};  // "?region=42", of the links to the other language and to the data.
    Twins twins = Twins::json_and_csv;
};

// The whole document, `main` in it. Its heading is h1; those of `main` begin with h2.
std::string whole_page(const Frame& frame, const Html& main);

}  // namespace ogi::daemon
