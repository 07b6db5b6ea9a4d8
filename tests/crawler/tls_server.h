#pragma once

#include "loopback_listener.h"

#include <openssl/ssl.h>

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace ogi::crawler {

template <class T, void (*free)(T*)>
struct OpensslDeleter {
    void operator()(T* object) const { free(object); }
};
using TlsContext = std::unique_ptr<SSL_CTX, OpensslDeleter<SSL_CTX, SSL_CTX_free>>;
using TlsKey = std::unique_ptr<EVP_PKEY, OpensslDeleter<EVP_PKEY, EVP_PKEY_free>>;
using TlsCertificate = std::unique_ptr<X509, OpensslDeleter<X509, X509_free>>;

struct Identity {
    TlsKey key;
    TlsCertificate certificate;

    // As PEM, for a file of trusted authorities.
    std::string pem() const;
};

struct CertificateWish {
    std::string_view name = "localhost";  // A DNS name, or with "IP:" before it an address.
    std::chrono::hours from{-24};         // Valid from and to, counted from now.
    std::chrono::hours to{24};
    unsigned rsa_bits = 0;  // 0: a key on the curve P-256, which is made in no time.
    bool authority = false;
};

// A certificate signed by `issuer`, or by itself where that is null.
Identity issue(const CertificateWish& wish, const Identity* issuer = nullptr);

// A list of `issuer`'s revoked certificates, as PEM.
std::string revocation_list(const Identity& issuer, const std::vector<const Identity*>& revoked,
                            std::chrono::hours from = std::chrono::hours{-1});

// What a server shows and how it behaves.
struct TlsBehaviour {
    const Identity* shows = nullptr;
    std::vector<const Identity*> chain{};  // Sent with it.
    int oldest = TLS1_2_VERSION;
    int newest = TLS1_3_VERSION;
    std::string ciphers{};           // Of TLS 1.2 and before; empty: OpenSSL's.
    int security_level = 2;          // 0 lets keys and versions of old pass.
    bool wants_certificate = false;  // Of the client.
    std::string only_name{};         // Knows no other host (SNI); empty: any.
    bool says_goodbye = true;        // close_notify before it closes.
    std::string reply = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok";
};

// A TLS server on 127.0.0.1 and a free port that answers every request with the same bytes and closes.
class TlsServer {
  public:
    explicit TlsServer(TlsBehaviour behaviour);
    ~TlsServer();
    TlsServer(const TlsServer&) = delete;
    TlsServer& operator=(const TlsServer&) = delete;

    std::string url(std::string_view host = "localhost") const;

  private:
    void serve();

    TlsBehaviour behaviour_;
    TlsContext context_;
    LoopbackListener listener_;
    std::thread thread_;
};

}  // namespace ogi::crawler
