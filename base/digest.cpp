#include "base/digest.h"

#include <openssl/evp.h>
#include <openssl/rand.h>

#include <memory>
#include <stdexcept>
#include <vector>

namespace ogi::base {

namespace {

std::string to_hex(const unsigned char* bytes, std::size_t count) {
    static constexpr char digits[] = "0123456789abcdef";
    std::string hex(2 * count, '\0');
    for (std::size_t i = 0; i < count; ++i) {
        hex[2 * i] = digits[bytes[i] >> 4];
        hex[2 * i + 1] = digits[bytes[i] & 15];
    }
    return hex;
}

// What is found and set up once: for a URL that takes three times as long as its digest.
class Sha256Context {
  public:
    Sha256Context()
        : kind_{EVP_MD_fetch(nullptr, "SHA256", nullptr), &EVP_MD_free},
          context_{EVP_MD_CTX_new(), &EVP_MD_CTX_free} {}

    Sha256 digest(std::string_view bytes) {
        Sha256 digest;
        const bool done = kind_ && context_ &&
                          EVP_DigestInit_ex2(context_.get(), kind_.get(), nullptr) == 1 &&
                          EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()) == 1 &&
                          EVP_DigestFinal_ex(context_.get(), digest.data(), nullptr) == 1;
        if (!done) throw std::runtime_error{"SHA-256 is not available"};
        return digest;
    }

  private:
    std::unique_ptr<EVP_MD, decltype(&EVP_MD_free)> kind_;
    std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context_;
};

}  // namespace

Sha256 sha256(std::string_view bytes) {
    thread_local Sha256Context context;
    return context.digest(bytes);
}

std::string sha256_hex(std::string_view bytes) {
    const auto digest = sha256(bytes);
    return to_hex(digest.data(), digest.size());
}

std::string random_hex(std::size_t count) {
    std::vector<unsigned char> bytes(count);
    if (RAND_bytes(bytes.data(), static_cast<int>(count)) != 1) throw std::runtime_error{"no random source"};
    return to_hex(bytes.data(), count);
}

}  // namespace ogi::base
