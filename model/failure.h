#pragma once

#include "model/visit.h"

namespace ogi::model {

// Why a visit brought no page, for machines; the words beside it are for people. Values are stored by name
// (names.h), so their order is free.
enum class FailureReason {
    // No connection.
    name_not_resolved,   // The host's name could not be looked up now; says nothing of the page.
    address_refused,     // The address policy forbids the address behind the name.
    connection_refused,  // Nobody listens there, or no way leads there.
    connection_broken,   // Reset or closed before the answer was whole.
    timed_out,           // A limit of time was reached: to connect, for the whole, or by a slow body.
    proxy_failed,        // The proxy of our configuration does not work.

    // No secure connection.
    tls_expired,               // The certificate's time is over …
    tls_not_yet_valid,         // … or has not begun.
    tls_wrong_host,            // The certificate is another host's.
    tls_self_signed,           // It vouches for itself.
    tls_untrusted_root,        // Its chain ends in an authority that we do not trust.
    tls_incomplete_chain,      // Its issuer was not sent and is not known.
    tls_revoked,               // Its issuer took it back, or the server's proof that it did not is bad.
    tls_no_revocation_list,    // crawl.crl_file has none of its issuer's, or one whose time is over.
    tls_weak,                  // A key or signature too weak for us.
    tls_bad_certificate,       // Any other fault of the certificate.
    tls_version,               // The server speaks only versions of TLS that we do not.
    tls_legacy_renegotiation,  // It knows only the renegotiation from before RFC 5746.
    tls_unknown_name,          // It knows no host of that name (SNI).
    tls_client_certificate,    // It wants a certificate of ours.
    tls_not_tls,               // What answers there does not speak TLS.
    tls_handshake,             // No common cipher, or any other failure to agree.

    // No usable answer.
    no_answer,         // The connection was closed without one.
    bad_http,          // It is not HTTP, or breaks its rules where that would leave the body in doubt.
    bad_encoding,      // The body does not follow its Content-Encoding, or we do not know that encoding.
    truncated,         // The body ends before its end.
    empty_body,        // It has none.
    too_large,         // body_bytes_max.
    header_too_large,  // header_bytes_max.
    inflates_too_far,  // inflate_ratio_max.
    http_status,       // A status that is neither a page nor a sign that it is gone.
    overloaded,        // 429 or 503: the host asks for a pause.
    challenged,        // An anti-bot page.

    // No way there.
    redirect_without_target,
    redirect_circle,
    too_many_redirects,  // redirects_max.
    other_site,          // It leads to another site.
    bad_url,             // The transport cannot ask for such a URL.

    // Not asked.
    robots_forbid,
    robots_unreadable,  // Its robots.txt cannot be read, so the host is left alone.
    host_held,          // The host asked us to wait.
    stopping,           // The crawler is about to stop.
};

// How a visit that ended so counts.
constexpr VisitOutcome outcome_of(FailureReason reason) {
    if (reason == FailureReason::challenged) return VisitOutcome::challenged;
    const bool forbidden = reason == FailureReason::address_refused || reason == FailureReason::other_site ||
                           reason == FailureReason::robots_forbid;
    return forbidden ? VisitOutcome::disallowed : VisitOutcome::failed;
}

}  // namespace ogi::model
