#include "crawler/gzip_body.h"

#ifdef OGI_HAS_LIBDEFLATE
#include <libdeflate.h>
#else
#include <zlib.h>
#endif

#include <cstdint>
#include <memory>
#include <new>

namespace ogi::crawler {

namespace {

constexpr std::string_view magic = "\x1F\x8B\x08";
constexpr std::size_t least_bytes = 18;  // Header and trailer (RFC 1952 §2.3).

// ISIZE, the last four bytes: how many bytes the member holds, modulo 2^32.
std::size_t claimed_size(std::string_view bytes) {
    std::uint32_t size = 0;
    for (std::size_t i = 1; i <= 4; ++i)
        size = size << 8 | static_cast<unsigned char>(bytes[bytes.size() - i]);
    return size;
}

#ifdef OGI_HAS_LIBDEFLATE

// A thread's own, without any state from one file to the next.
libdeflate_decompressor& decompressor() {
    thread_local const std::unique_ptr<libdeflate_decompressor, decltype(&libdeflate_free_decompressor)> own{
        libdeflate_alloc_decompressor(), &libdeflate_free_decompressor};
    if (own == nullptr) throw std::bad_alloc{};
    return *own;
}

// Whether `bytes` are one member that fills `room`; its checksum is looked at.
bool read_member(std::string_view bytes, std::string& room) {
    std::size_t read = 0;
    const auto result = libdeflate_gzip_decompress_ex(&decompressor(), bytes.data(), bytes.size(),
                                                      room.data(), room.size(), &read, nullptr);
    return result == LIBDEFLATE_SUCCESS && read == bytes.size();
}

#else

bool read_member(std::string_view bytes, std::string& room) {
    constexpr int gzip_wrapper = 16;
    z_stream stream{};
    if (inflateInit2(&stream, MAX_WBITS + gzip_wrapper) != Z_OK) throw std::bad_alloc{};
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(room.data());
    stream.avail_out = static_cast<uInt>(room.size());
    const bool ended = inflate(&stream, Z_FINISH) == Z_STREAM_END;
    const bool whole = ended && stream.avail_in == 0 && stream.avail_out == 0;
    inflateEnd(&stream);
    return whole;
}

#endif

}  // namespace

std::optional<std::string> gunzip_whole(std::string_view bytes, std::size_t bytes_max) {
    if (bytes.size() < least_bytes || !bytes.starts_with(magic)) return std::nullopt;
    const auto size = claimed_size(bytes);
    if (size == 0 || size > bytes_max) return std::nullopt;
    std::string held(size, '\0');
    if (!read_member(bytes, held)) return std::nullopt;
    return held;
}

}  // namespace ogi::crawler
