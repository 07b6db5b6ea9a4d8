#include "tls_server.h"

#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509v3.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <csignal>
#include <stdexcept>

namespace ogi::crawler {

namespace {

using Bio = std::unique_ptr<BIO, OpensslDeleter<BIO, BIO_free_all>>;
using RevocationList = std::unique_ptr<X509_CRL, OpensslDeleter<X509_CRL, X509_CRL_free>>;

template <class T>
T* checked(T* object, const char* what) {
    if (object == nullptr) throw std::runtime_error{what};
    return object;
}

void check(bool good, const char* what) {
    if (!good) throw std::runtime_error{what};
}

std::string text_of(BIO* memory) {
    char* bytes = nullptr;
    const long count = BIO_get_mem_data(memory, &bytes);
    return {bytes, static_cast<std::size_t>(count)};
}

void add_extension(X509* certificate, int kind, const std::string& value) {
    auto* extension =
        checked(X509V3_EXT_conf_nid(nullptr, nullptr, kind, value.c_str()), "X509V3_EXT_conf_nid");
    X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
}

int deny_other_names(SSL* connection, int*, void* only_name) {
    const auto* name = SSL_get_servername(connection, TLSEXT_NAMETYPE_host_name);
    const bool known = name != nullptr && *static_cast<const std::string*>(only_name) == name;
    return known ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_ALERT_FATAL;
}

int take_any_certificate(int, X509_STORE_CTX*) {
    return 1;
}

TlsContext context_for(TlsBehaviour& behaviour) {
    TlsContext context{checked(SSL_CTX_new(TLS_server_method()), "SSL_CTX_new")};
    SSL_CTX_set_security_level(context.get(), behaviour.security_level);
    SSL_CTX_set_min_proto_version(context.get(), behaviour.oldest);
    SSL_CTX_set_max_proto_version(context.get(), behaviour.newest);
    if (!behaviour.ciphers.empty())
        check(SSL_CTX_set_cipher_list(context.get(), behaviour.ciphers.c_str()) == 1,
              "SSL_CTX_set_cipher_list");
    check(SSL_CTX_use_certificate(context.get(), behaviour.shows->certificate.get()) == 1, "use_certificate");
    check(SSL_CTX_use_PrivateKey(context.get(), behaviour.shows->key.get()) == 1, "use_PrivateKey");
    for (const auto* link : behaviour.chain) SSL_CTX_add1_chain_cert(context.get(), link->certificate.get());
    if (behaviour.wants_certificate)
        SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT,
                           take_any_certificate);
    if (!behaviour.only_name.empty()) {
        SSL_CTX_set_tlsext_servername_callback(context.get(), deny_other_names);
        SSL_CTX_set_tlsext_servername_arg(context.get(), &behaviour.only_name);
    }
    return context;
}

}  // namespace

std::string Identity::pem() const {
    const Bio memory{BIO_new(BIO_s_mem())};
    PEM_write_bio_X509(memory.get(), certificate.get());
    return text_of(memory.get());
}

Identity issue(const CertificateWish& wish, const Identity* issuer) {
    static std::atomic<long> serial{1};
    Identity identity{
        TlsKey{checked(wish.rsa_bits == 0 ? EVP_EC_gen("P-256") : EVP_RSA_gen(wish.rsa_bits), "key")},
        TlsCertificate{checked(X509_new(), "X509_new")}};
    auto* certificate = identity.certificate.get();
    X509_set_version(certificate, X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), serial++);
    const auto seconds = [](std::chrono::hours hours) { return std::chrono::seconds{hours}.count(); };
    X509_gmtime_adj(X509_getm_notBefore(certificate), seconds(wish.from));
    X509_gmtime_adj(X509_getm_notAfter(certificate), seconds(wish.to));
    const std::string name{wish.name};
    X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate), "CN", MBSTRING_ASC,
                               reinterpret_cast<const unsigned char*>(name.c_str()), -1, -1, 0);
    X509_set_issuer_name(certificate,
                         X509_get_subject_name(issuer == nullptr ? certificate : issuer->certificate.get()));
    X509_set_pubkey(certificate, identity.key.get());
    add_extension(certificate, NID_basic_constraints, wish.authority ? "critical,CA:TRUE" : "CA:FALSE");
    if (wish.authority) add_extension(certificate, NID_key_usage, "critical,keyCertSign,cRLSign");
    add_extension(certificate, NID_subject_alt_name, name.starts_with("IP:") ? name : "DNS:" + name);
    auto* signer = issuer == nullptr ? identity.key.get() : issuer->key.get();
    check(X509_sign(certificate, signer, EVP_sha256()) > 0, "X509_sign");
    return identity;
}

std::string revocation_list(const Identity& issuer, const std::vector<const Identity*>& revoked,
                            std::chrono::hours from) {
    const RevocationList list{checked(X509_CRL_new(), "X509_CRL_new")};
    X509_CRL_set_version(list.get(), X509_CRL_VERSION_2);
    X509_CRL_set_issuer_name(list.get(), X509_get_subject_name(issuer.certificate.get()));
    const auto begin = std::chrono::seconds{from}.count();
    auto* now = X509_gmtime_adj(nullptr, begin);
    auto* later = X509_gmtime_adj(nullptr, begin + 2 * 3'600);
    X509_CRL_set1_lastUpdate(list.get(), now);
    X509_CRL_set1_nextUpdate(list.get(), later);
    for (const auto* identity : revoked) {
        auto* entry = X509_REVOKED_new();
        X509_REVOKED_set_serialNumber(entry, X509_get_serialNumber(identity->certificate.get()));
        X509_REVOKED_set_revocationDate(entry, now);
        X509_CRL_add0_revoked(list.get(), entry);
    }
    ASN1_TIME_free(now), ASN1_TIME_free(later);
    X509_CRL_sort(list.get());
    check(X509_CRL_sign(list.get(), issuer.key.get(), EVP_sha256()) > 0, "X509_CRL_sign");
    const Bio memory{BIO_new(BIO_s_mem())};
    PEM_write_bio_X509_CRL(memory.get(), list.get());
    return text_of(memory.get());
}

TlsServer::TlsServer(TlsBehaviour behaviour)
    : behaviour_{std::move(behaviour)}, context_{context_for(behaviour_)} {
    std::signal(SIGPIPE, SIG_IGN);  // OpenSSL writes also where the client has gone.
    thread_ = std::thread{[this] { serve(); }};
}

TlsServer::~TlsServer() {
    listener_.stop();
    thread_.join();
}

std::string TlsServer::url(std::string_view host) const {
    return "https://" + std::string{host} + ":" + std::to_string(listener_.port()) + "/";
}

void TlsServer::serve() {
    for (int fd = listener_.accept(); fd >= 0; fd = listener_.accept()) {
        // No client of these tests takes longer; one that does must not keep the server from stopping.
        const timeval patience{.tv_sec = 5, .tv_usec = 0};
        ::setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        const std::unique_ptr<SSL, OpensslDeleter<SSL, SSL_free>> connection{SSL_new(context_.get())};
        SSL_set_fd(connection.get(), fd);
        std::array<char, 4096> request{};
        if (SSL_accept(connection.get()) == 1 &&
            SSL_read(connection.get(), request.data(), request.size()) > 0) {
            SSL_write(connection.get(), behaviour_.reply.data(), static_cast<int>(behaviour_.reply.size()));
            if (behaviour_.says_goodbye) SSL_shutdown(connection.get());
        }
        ERR_clear_error();
        ::shutdown(fd, SHUT_WR);
        // What the client still says is read, so that closing does not reset what was sent to it.
        while (::recv(fd, request.data(), request.size(), 0) > 0) {
        }
        ::close(fd);
    }
}

}  // namespace ogi::crawler
