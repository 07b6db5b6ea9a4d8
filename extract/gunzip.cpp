#include "extract/gunzip.h"

#include <zlib.h>

#include <algorithm>
#include <array>

namespace ogi::extract {
namespace {

constexpr std::string_view gzip_magic = "\x1F\x8B\x08";
constexpr std::size_t piece_bytes = 64u << 10;
constexpr int gzip_window_bits = 15 + 16;

class Inflation {
  public:
    Inflation() { good_ = inflateInit2(&stream_, gzip_window_bits) == Z_OK; }
    ~Inflation() { inflateEnd(&stream_); }
    Inflation(const Inflation&) = delete;
    Inflation& operator=(const Inflation&) = delete;

    // One gzip member, of which `body` loses what was read. False where it is damaged or cut.
    bool read_member(std::string_view& body, std::size_t bytes_max, Gunzipped& out) {
        good_ = good_ && inflateReset(&stream_) == Z_OK;
        int status = Z_OK;
        while (good_ && status == Z_OK) {
            const auto taken = std::min(body.size(), piece_bytes);
            stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(body.data()));
            stream_.avail_in = static_cast<uInt>(taken);
            stream_.next_out = piece_.data();
            stream_.avail_out = static_cast<uInt>(piece_.size());
            status = inflate(&stream_, Z_NO_FLUSH);
            body.remove_prefix(taken - stream_.avail_in);
            const auto made = piece_.size() - stream_.avail_out;
            const auto room = bytes_max - out.bytes.size();
            out.bytes.append(reinterpret_cast<const char*>(piece_.data()), std::min(made, room));
            out.cut = made > room;
            if (out.cut) return false;
        }
        out.damaged = status != Z_STREAM_END;
        return !out.damaged;
    }

  private:
    z_stream stream_{};
    std::array<Bytef, piece_bytes> piece_;
    bool good_ = false;
};

}  // namespace

bool is_gzip(std::string_view body) {
    return body.starts_with(gzip_magic);
}

Gunzipped gunzip(std::string_view body, std::size_t bytes_max) {
    Gunzipped out;
    Inflation inflation;
    // Zeros that fill up the last block of a tape are no member.
    while (inflation.read_member(body, bytes_max, out) && is_gzip(body)) {
    }
    return out;
}

}  // namespace ogi::extract
