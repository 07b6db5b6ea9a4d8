#pragma once

namespace ogi::model {

// How one planned request ended. Values are stored by name (names.h), so their order is free.
enum class VisitOutcome {
    changed,     // A body came that is new to us.
    unchanged,   // 304, or the same body as before.
    gone,        // 404 or 410.
    challenged,  // An anti-bot page came instead (HTTP 412, 521): neither gone nor changed.
    disallowed,  // robots.txt, the scope or the address policy forbids it.
    failed,      // No usable answer: timeout, refused, 5xx, over a limit.
};

}  // namespace ogi::model
