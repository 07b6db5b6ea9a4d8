#include "archive/record_writer.h"

#include "archive/record_digest.h"
#include "base/digest.h"

#include <zlib.h>

#include <algorithm>
#include <array>

namespace ogi::archive {

using base::ErrorCode;
using base::fail;
using base::Result;

namespace {

constexpr int gzip_window_bits = 15 + 16;
constexpr int memory_level = 8;  // zlib's default.
constexpr std::array<std::string_view, 7> own_fields = {
    "WARC-Type",    "WARC-Record-ID", "WARC-Date",         "WARC-Target-URI",
    "Content-Type", "Content-Length", "WARC-Block-Digest",
};

bool fits_a_line(std::string_view text) {
    return text.find_first_of("\r\n") == std::string_view::npos;
}

Result<std::string> gzipped(std::string_view bytes) {
    z_stream stream{};
    if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, gzip_window_bits, memory_level,
                     Z_DEFAULT_STRATEGY) != Z_OK)
        return fail(ErrorCode::io, "zlib has no memory for a stream");
    std::string member(deflateBound(&stream, bytes.size()), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(member.data());
    stream.avail_out = static_cast<uInt>(member.size());
    const bool whole = deflate(&stream, Z_FINISH) == Z_STREAM_END;
    member.resize(stream.total_out);
    deflateEnd(&stream);
    if (!whole) return fail(ErrorCode::io, "zlib did not compress a record");
    return member;
}

}  // namespace

std::string record_id(const Record& record) {
    auto digits = base::sha256_hex(record.type + '\n' + record.target_uri + '\n' + base::to_iso(record.date) +
                                   '\n' + warc_digest(record.block));
    digits[12] = '8';  // RFC 9562: a version of our own making …
    digits[16] = "89ab"[static_cast<unsigned char>(digits[16]) & 3];  // … of the usual variant.
    std::string id = "<urn:uuid:";
    for (std::size_t i = 0; i < 32; ++i) {
        if (i == 8 || i == 12 || i == 16 || i == 20) id += '-';
        id += digits[i];
    }
    return id + '>';
}

Result<void> RecordWriter::write(const Record& record) {
    std::string head = "WARC/1.1\r\n";
    bool fits = true;
    const auto add = [&](std::string_view name, std::string_view value) {
        if (value.empty()) return;
        fits = fits && fits_a_line(name) && fits_a_line(value);
        head.append(name).append(": ").append(value).append("\r\n");
    };
    add("WARC-Type", record.type);
    add("WARC-Record-ID", record.id.empty() ? record_id(record) : record.id);
    add("WARC-Date", base::to_iso(record.date));
    add("WARC-Target-URI", record.target_uri);
    add("Content-Type", record.content_type);
    add("Content-Length", std::to_string(record.block.size()));
    add("WARC-Block-Digest", warc_digest(record.block));
    for (const auto& [name, value] : record.fields)
        if (std::ranges::find(own_fields, name) == own_fields.end()) add(name, value);
    if (!fits)
        return fail(ErrorCode::malformed,
                    "a field of the record about " + record.target_uri + " holds a line end");
    auto bytes = head + "\r\n" + record.block + "\r\n\r\n";
    if (compression_ == Compression::gzip) {
        TRY(member, gzipped(bytes));
        bytes = std::move(member);
    }
    if (!file_.write(bytes.data(), static_cast<std::streamsize>(bytes.size())))
        return fail(ErrorCode::io, "the archive file cannot be written");
    return {};
}

}  // namespace ogi::archive
