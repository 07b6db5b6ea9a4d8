#include "crawler/tls_goodbye.h"

#include <openssl/ssl.h>

namespace ogi::crawler {

namespace {

using Said = std::shared_ptr<bool>;

constexpr int alert_bits = 0xFF;  // Of an info callback's value; above them is how grave it is.

void forget(void*, void* said, CRYPTO_EX_DATA*, int, long, void*) {
    delete static_cast<Said*>(said);
}

// Where a context keeps its Said.
int place() {
    static const int index = SSL_CTX_get_ex_new_index(0, nullptr, nullptr, nullptr, &forget);
    return index;
}

const Said* said_of(const SSL* ssl) {
    return static_cast<const Said*>(SSL_CTX_get_ex_data(SSL_get_SSL_CTX(ssl), place()));
}

void on_news(const SSL* ssl, int where, int value) {
    if ((where & SSL_CB_READ_ALERT) != SSL_CB_READ_ALERT || (value & alert_bits) != SSL_AD_CLOSE_NOTIFY)
        return;
    if (const auto* said = said_of(ssl)) **said = true;
}

}  // namespace

void TlsGoodbye::listen(void* ssl_context) {
    auto* const context = static_cast<SSL_CTX*>(ssl_context);
    auto said = std::make_unique<Said>(std::make_shared<bool>(false));
    if (SSL_CTX_set_ex_data(context, place(), said.get()) != 1) return;
    static_cast<void>(said.release());  // The context's now.
    SSL_CTX_set_info_callback(context, &on_news);
}

TlsGoodbye TlsGoodbye::of(CURL* easy) {
    TlsGoodbye goodbye;
    const curl_tlssessioninfo* session = nullptr;
    if (curl_easy_getinfo(easy, CURLINFO_TLS_SSL_PTR, &session) != CURLE_OK || session == nullptr ||
        session->backend != CURLSSLBACKEND_OPENSSL || session->internals == nullptr)
        return goodbye;
    if (const auto* said = said_of(static_cast<const SSL*>(session->internals))) goodbye.said_ = *said;
    return goodbye;
}

}  // namespace ogi::crawler
