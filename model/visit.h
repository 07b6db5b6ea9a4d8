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

// Why a page counts as gone, or a report as withdrawn. Stored by name.
enum class GoneReason {
    not_found,   // HTTP 404.
    removed,     // HTTP 410.
    error_page,  // A page that says so, or what the host answers to a URL that cannot exist, with HTTP 200.
    sent_home,   // A redirect to the home page or to the folder above, or the home page itself.
    sent_to_error,  // A redirect to an error page.
    sent_to_login,  // A redirect to a page that asks for a name and a password. In old stores only.
    replaced,       // The page is there and shows another report.
    unlisted,       // The page is there, shows no report, and the lists that led to it name it no more.
    reattributed,  // Of reports: the page is as it was; we know it for another agency's or year's report now.
};

}  // namespace ogi::model
