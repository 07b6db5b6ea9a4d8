#include "storage/body_codec.h"

#include <zstd.h>

namespace ogi::storage {

using base::ErrorCode;
using base::fail;

namespace {

// The default of zstd itself.
constexpr int level = 3;

}  // namespace

base::Result<std::string> compress_body(std::string_view body) {
    if (body.size() > stored_body_bytes_max) {
        return fail(ErrorCode::too_large,
                    "a body of " + std::to_string(body.size()) + " bytes; the store takes up to " +
                        std::to_string(stored_body_bytes_max) + " (stored_body_bytes_max)");
    }
    std::string frame(ZSTD_compressBound(body.size()), '\0');
    const auto size = ZSTD_compress(frame.data(), frame.size(), body.data(), body.size(), level);
    if (ZSTD_isError(size) != 0) return fail(ErrorCode::io, ZSTD_getErrorName(size));
    frame.resize(size);
    frame.shrink_to_fit();
    return frame;
}

base::Result<std::string> decompress_body(std::string_view frame) {
    const auto claimed = ZSTD_getFrameContentSize(frame.data(), frame.size());
    if (claimed == ZSTD_CONTENTSIZE_ERROR || claimed == ZSTD_CONTENTSIZE_UNKNOWN) {
        return fail(ErrorCode::malformed, "a stored body is not a zstd frame");
    }
    if (claimed > stored_body_bytes_max) {
        return fail(ErrorCode::malformed, "a stored body claims " + std::to_string(claimed) + " bytes");
    }
    std::string body(static_cast<std::size_t>(claimed), '\0');
    const auto size = ZSTD_decompress(body.data(), body.size(), frame.data(), frame.size());
    if (ZSTD_isError(size) != 0 || size != body.size()) {
        return fail(ErrorCode::malformed, "a stored body is damaged");
    }
    return body;
}

}  // namespace ogi::storage
