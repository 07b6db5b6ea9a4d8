#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace ogi::daemon {

// A value of an option that only one kind of sink knows.
using SinkValue = std::variant<std::string, std::int64_t, bool, std::vector<std::string>>;

// One [[sink]] of the configuration.
struct SinkSettings {
    std::string name;
    std::string kind;  // A row of sink_kinds().

    // Which entries it gets; empty: all.
    std::vector<std::string> agencies{};  // Names or ids, whole.
    std::vector<std::string> regions{};   // Beginnings of division codes: "50", "5001".
    std::vector<std::int64_t> years{};

    std::int64_t batch_max = 500;  // Entries handed over at once.
    std::int64_t batch_bytes_max = 8 << 20;
    std::chrono::milliseconds retry_first{1'000};  // Doubled each time …
    std::chrono::milliseconds retry_max{60'000};   // … up to this.
    std::int64_t tries_max = 10;                   // An entry that is refused so often is put aside …
    std::filesystem::path dead_letters;            // … into this file; empty: it is tried for ever.

    std::map<std::string, SinkValue, std::less<>> options{};

    bool operator==(const SinkSettings&) const = default;

    // Of `options`; what it is without.
    std::string text(std::string_view option, std::string_view without = {}) const;
    std::int64_t number(std::string_view option, std::int64_t without) const;
    bool flag(std::string_view option, bool without) const;
    std::vector<std::string> texts(std::string_view option) const;
};

}  // namespace ogi::daemon
