#pragma once

#include <string_view>

namespace ogi::daemon {

// Names of agencies that look like something else in an address.
inline constexpr std::string_view odd_names[] = {
    "示例市公安局",
    ".",
    "..",
    "...",
    ".~",
    "..~~",
    "~",
    "a~",
    "a.json",
    "a.csv",
    "a.json~",
    "a.json~~",
    "a.JSON",
    ".json",
    ".csv~",
    "a.csv.json",
    "a/b",
    "a/../b",
    "/",
    "?",
    "a?b=c",
    "#top",
    "%",
    "%2F",
    "%2E%2E",
    "100%",
    "a b+c",
    "甲&乙=丙",
    "a.json/b",
    "a;b:c@d",
    "\"<>'",
    "series.csv",
    "𠮷市（试点）局",
};

}  // namespace ogi::daemon
