#include "crawler/tls_failure.h"

#include <openssl/x509_vfy.h>

#include <algorithm>

namespace ogi::crawler {

using model::FailureReason;

namespace {

struct Verdict {
    long verify_result;
    FailureReason reason;
};

constexpr Verdict verdicts[] = {
    {X509_V_OK, FailureReason::tls_wrong_host},
    // Where libcurl's own look at the name failed, it leaves this here.
    {X509_V_ERR_UNSPECIFIED, FailureReason::tls_wrong_host},
    {X509_V_ERR_HOSTNAME_MISMATCH, FailureReason::tls_wrong_host},
    {X509_V_ERR_IP_ADDRESS_MISMATCH, FailureReason::tls_wrong_host},
    {X509_V_ERR_CERT_HAS_EXPIRED, FailureReason::tls_expired},
    {X509_V_ERR_CERT_NOT_YET_VALID, FailureReason::tls_not_yet_valid},
    {X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT, FailureReason::tls_self_signed},
    {X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN, FailureReason::tls_untrusted_root},
    {X509_V_ERR_CERT_UNTRUSTED, FailureReason::tls_untrusted_root},
    {X509_V_ERR_CERT_REJECTED, FailureReason::tls_untrusted_root},
    {X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT, FailureReason::tls_incomplete_chain},
    {X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY, FailureReason::tls_incomplete_chain},
    {X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE, FailureReason::tls_incomplete_chain},
    {X509_V_ERR_CERT_REVOKED, FailureReason::tls_revoked},
    {X509_V_ERR_UNABLE_TO_GET_CRL, FailureReason::tls_no_revocation_list},
    {X509_V_ERR_UNABLE_TO_GET_CRL_ISSUER, FailureReason::tls_no_revocation_list},
    {X509_V_ERR_CRL_NOT_YET_VALID, FailureReason::tls_no_revocation_list},
    {X509_V_ERR_CRL_HAS_EXPIRED, FailureReason::tls_no_revocation_list},
    {X509_V_ERR_CRL_SIGNATURE_FAILURE, FailureReason::tls_no_revocation_list},
    {X509_V_ERR_EE_KEY_TOO_SMALL, FailureReason::tls_weak},
    {X509_V_ERR_CA_KEY_TOO_SMALL, FailureReason::tls_weak},
    {X509_V_ERR_CA_MD_TOO_WEAK, FailureReason::tls_weak},
};

struct Phrase {
    std::string_view part;
    FailureReason reason;
};

// The first that is found counts.
constexpr Phrase phrases[] = {
    {"unsafe legacy renegotiation", FailureReason::tls_legacy_renegotiation},
    {"unrecognized name", FailureReason::tls_unknown_name},
    {"unsupported protocol", FailureReason::tls_version},
    {"alert protocol version", FailureReason::tls_version},
    {"version too low", FailureReason::tls_version},
    {"no protocols available", FailureReason::tls_version},
    {"wrong version number", FailureReason::tls_not_tls},
    {"http request", FailureReason::tls_not_tls},
    {"packet length too long", FailureReason::tls_not_tls},
    {"record layer failure", FailureReason::tls_not_tls},
    {"key too small", FailureReason::tls_weak},
    {"key too weak", FailureReason::tls_weak},
    {"md too weak", FailureReason::tls_weak},
    {"wrong signature type", FailureReason::tls_weak},
    {"certificate required", FailureReason::tls_client_certificate},
    {"alert bad certificate", FailureReason::tls_client_certificate},
    {"handshake failure", FailureReason::tls_handshake},
    {"insufficient security", FailureReason::tls_handshake},
    {"SSL_ERROR_SYSCALL", FailureReason::connection_broken},
    {"Connection reset", FailureReason::connection_broken},
    {"unexpected eof", FailureReason::connection_broken},
};

}  // namespace

FailureReason certificate_failure(long verify_result) {
    const auto found = std::ranges::find(verdicts, verify_result, &Verdict::verify_result);
    return found == std::end(verdicts) ? FailureReason::tls_bad_certificate : found->reason;
}

FailureReason handshake_failure(std::string_view words, FailureReason otherwise) {
    const auto found = std::ranges::find_if(
        phrases, [&](const Phrase& phrase) { return words.find(phrase.part) != std::string_view::npos; });
    return found == std::end(phrases) ? otherwise : found->reason;
}

std::string_view tls_words(FailureReason reason) {
    struct Words {
        FailureReason reason;
        std::string_view words;
    };
    static constexpr Words all[] = {
        {FailureReason::tls_expired, "the TLS certificate has expired"},
        {FailureReason::tls_not_yet_valid, "the TLS certificate is not valid yet"},
        {FailureReason::tls_wrong_host, "the TLS certificate is another host's"},
        {FailureReason::tls_self_signed, "the TLS certificate is self-signed"},
        {FailureReason::tls_untrusted_root,
         "the TLS certificate comes from an authority that is not trusted"},
        {FailureReason::tls_incomplete_chain,
         "the issuer of the TLS certificate was not sent and is not known"},
        {FailureReason::tls_revoked, "the TLS certificate was revoked"},
        {FailureReason::tls_no_revocation_list,
         "crawl.crl_file has no list of revoked certificates of its issuer, or one whose time is over"},
        {FailureReason::tls_weak, "a key or signature of the TLS certificate is too weak"},
        {FailureReason::tls_bad_certificate, "the TLS certificate does not hold"},
        {FailureReason::tls_version,
         "the server speaks only old versions of TLS; crawl.legacy_tls_hosts would allow them"},
        {FailureReason::tls_legacy_renegotiation,
         "the server's TLS knows no secure renegotiation; crawl.legacy_tls_hosts would allow that"},
        {FailureReason::tls_unknown_name, "the server's TLS knows no host of this name"},
        {FailureReason::tls_client_certificate, "the server wants a TLS certificate of ours"},
        {FailureReason::tls_not_tls, "what answers there does not speak TLS"},
        {FailureReason::connection_broken, "the connection broke in the TLS handshake"},
    };
    const auto found = std::ranges::find(all, reason, &Words::reason);
    return found == std::end(all) ? std::string_view{"the TLS handshake failed"} : found->words;
}

}  // namespace ogi::crawler
