#include "daemon/exports/file_digest.h"

#include <openssl/evp.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <memory>
#include <vector>

namespace ogi::daemon {

namespace {

constexpr std::size_t piece_bytes = 1 << 18;

}  // namespace

base::Result<FileDigest> digest_file(const std::filesystem::path& file) {
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context{EVP_MD_CTX_new(), &EVP_MD_CTX_free};
    bool works = context && EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr) == 1;
    errno = 0;
    std::ifstream in{file, std::ios::binary};
    if (!in) return base::fail(base::ErrorCode::io, file.string() + ": " + std::strerror(errno));
    std::vector<char> piece(piece_bytes);
    FileDigest digest;
    while (in && works) {
        in.read(piece.data(), static_cast<std::streamsize>(piece.size()));
        const auto count = static_cast<std::size_t>(in.gcount());
        digest.bytes += count;
        works = EVP_DigestUpdate(context.get(), piece.data(), count) == 1;
    }
    unsigned char bytes[32];
    works = works && in.eof() && EVP_DigestFinal_ex(context.get(), bytes, nullptr) == 1;
    if (!works) return base::fail(base::ErrorCode::io, file.string() + " could not be read for its digest");
    constexpr char digits[] = "0123456789abcdef";
    for (const auto byte : bytes) digest.sha256.append({digits[byte >> 4], digits[byte & 15]});
    return digest;
}

}  // namespace ogi::daemon
