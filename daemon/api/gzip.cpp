#include "daemon/api/gzip.h"

#include <zlib.h>

#include <array>
#include <charconv>
#include <new>
#include <optional>

namespace ogi::daemon {

struct Gzip::Stream {
    z_stream z{};
};

namespace {

constexpr int level = 5;
constexpr int gzip_window_bits = 15 + 16;  // zlib's way of asking for gzip's header.
constexpr int memory_level = 8;

std::string run(z_stream& z, std::string_view bytes, int flush) {
    std::string out;
    std::array<char, 16 * 1024> piece{};
    // zlib does not write to its input.
    z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    z.avail_in = static_cast<uInt>(bytes.size());
    do {
        z.next_out = reinterpret_cast<Bytef*>(piece.data());
        z.avail_out = static_cast<uInt>(piece.size());
        deflate(&z, flush);
        out.append(piece.data(), piece.size() - z.avail_out);
    } while (z.avail_out == 0);
    return out;
}

std::string_view trimmed(std::string_view text) {
    while (text.starts_with(' ') || text.starts_with('\t')) text.remove_prefix(1);
    while (text.ends_with(' ') || text.ends_with('\t')) text.remove_suffix(1);
    return text;
}

// "gzip;q=0.5": the weight of one coding.
double weight_of(std::string_view item) {
    const auto at = item.find("q=");
    if (at == std::string_view::npos) return 1;
    double weight = 0;
    const auto digits = item.substr(at + 2);
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), weight);
    return read.ec == std::errc{} ? weight : 0;
}

}  // namespace

bool accepts_gzip(std::string_view accept_encoding) {
    std::optional<bool> any;
    while (!accept_encoding.empty()) {
        const auto comma = accept_encoding.find(',');
        const auto item = trimmed(accept_encoding.substr(0, comma));
        accept_encoding.remove_prefix(comma == std::string_view::npos ? accept_encoding.size() : comma + 1);
        const auto name = trimmed(item.substr(0, item.find(';')));
        if (name == "gzip" || name == "x-gzip") return weight_of(item) > 0;
        if (name == "*") any = weight_of(item) > 0;
    }
    return any.value_or(false);
}

Gzip::Gzip() : stream_{new Stream} {
    if (deflateInit2(&stream_->z, level, Z_DEFLATED, gzip_window_bits, memory_level, Z_DEFAULT_STRATEGY) !=
        Z_OK)
        throw std::bad_alloc{};
}

void Gzip::End::operator()(Stream* stream) const {
    deflateEnd(&stream->z);
    delete stream;
}

std::string Gzip::add(std::string_view bytes) {
    return run(stream_->z, bytes, Z_SYNC_FLUSH);
}

std::string Gzip::finish() {
    return run(stream_->z, {}, Z_FINISH);
}

std::string gzipped(std::string_view bytes) {
    Gzip gzip;
    auto out = gzip.add(bytes);
    return out + gzip.finish();
}

}  // namespace ogi::daemon
