#pragma once

#include "base/time.h"

#include <chrono>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace ogi::storage {

// Which captures of a page are kept beside those that must be: a revision's, the page's current one and what
// is in doubt. By default all.
struct Retention {
    std::chrono::days keep_for{};  // Younger ones; 0: for ever.
    std::size_t keep_min = 10;     // The newest so many of a page, however old.
    std::size_t keep_max = 0;      // Not more of a page, however young; 0: no bound.

    bool drops_nothing() const { return keep_for.count() == 0 && keep_max == 0; }
};

// A capture of a page, and what is known of its body.
struct KeptCapture {
    base::UtcTime fetched_at{};
    std::string digest;
};

// Which of a page's captures, newest first, may be dropped: by age and count alone. Never one that is younger
// than a day: what it brought may be on its way still.
std::vector<bool> may_drop(std::span<const KeptCapture> captures, const Retention& retention,
                           base::UtcTime now);

// Whether the capture is the first that showed what it shows: the next older one has another body. It tells
// since when; a revision was made from it.
bool begins_a_run(std::span<const KeptCapture> captures, std::size_t place);

}  // namespace ogi::storage
