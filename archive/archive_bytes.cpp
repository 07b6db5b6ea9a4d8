#include "archive/archive_bytes.h"

#include <zlib.h>

#include <algorithm>
#include <array>

namespace ogi::archive {

namespace {

constexpr std::size_t piece_bytes = std::size_t{64} << 10;
constexpr std::string_view gzip_magic = "\x1f\x8b\x08";
constexpr int gzip_window_bits = 15 + 16;

Bytef* as_bytes(std::string_view text) {
    return reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
}

}  // namespace

struct ArchiveBytes::Inflate {
    Inflate() { inflateInit2(&stream, gzip_window_bits); }
    ~Inflate() { inflateEnd(&stream); }
    Inflate(const Inflate&) = delete;
    Inflate& operator=(const Inflate&) = delete;

    z_stream stream{};
    bool in_member = false;
};

ArchiveBytes::ArchiveBytes(std::istream& file) : file_{file} {
    read_more();
    if (input_.starts_with(gzip_magic)) inflate_ = std::make_unique<Inflate>();
}

ArchiveBytes::~ArchiveBytes() = default;

bool ArchiveBytes::read_more() {
    std::array<char, piece_bytes> piece;
    file_.read(piece.data(), piece.size());
    input_.append(piece.data(), static_cast<std::size_t>(file_.gcount()));
    return file_.gcount() > 0;
}

std::string_view ArchiveBytes::peek(std::size_t wanted) {
    while (window_.size() - skipped_ < wanted && !over_ && !damaged_) decode_more();
    return std::string_view{window_}.substr(skipped_);
}

std::uint64_t ArchiveBytes::skip(std::uint64_t count) {
    std::uint64_t done = 0;
    while (done < count) {
        const auto here = peek(1).size();
        if (here == 0) break;
        const auto step = std::min<std::uint64_t>(count - done, here);
        skipped_ += step;
        done += step;
    }
    return done;
}

void ArchiveBytes::decode_more() {
    window_begin_ += skipped_;
    window_.erase(0, skipped_);
    skipped_ = 0;
    while (members_.size() > 1 && members_[1].decoded <= window_begin_) members_.pop_front();
    if (inflate_) return inflate_more();
    if (input_.empty() && !read_more()) {
        over_ = true;
        return;
    }
    input_offset_ += input_.size();
    window_ += input_;
    input_.clear();
}

// Whether a member begins here; else the file is over, or damaged.
bool ArchiveBytes::begin_member() {
    while (input_.size() < gzip_magic.size() && read_more()) {
    }
    if (input_.empty()) {
        over_ = true;
        return false;
    }
    if (!input_.starts_with(gzip_magic)) {
        damaged_ = true;
        return false;
    }
    inflateReset(&inflate_->stream);
    inflate_->in_member = true;
    members_.push_back({window_begin_ + window_.size(), input_offset_});
    return true;
}

void ArchiveBytes::inflate_more() {
    if (!inflate_->in_member && !begin_member()) return;
    if (input_.empty() && !read_more()) {
        damaged_ = true;
        return;
    }
    std::array<char, piece_bytes> piece;
    auto& stream = inflate_->stream;
    stream.next_in = as_bytes(input_);
    stream.avail_in = static_cast<uInt>(input_.size());
    stream.next_out = as_bytes({piece.data(), piece.size()});
    stream.avail_out = piece.size();
    const int outcome = inflate(&stream, Z_NO_FLUSH);
    window_.append(piece.data(), piece.size() - stream.avail_out);
    const auto used = input_.size() - stream.avail_in;
    input_.erase(0, used);
    input_offset_ += used;
    if (outcome == Z_STREAM_END) {
        inflate_->in_member = false;
    } else if (outcome != Z_OK && outcome != Z_BUF_ERROR) {
        damaged_ = true;
    }
}

void ArchiveBytes::resume() {
    if (!damaged_) return;
    damaged_ = false;
    inflate_->in_member = false;
    skipped_ = window_.size();
    // The byte that the damage was found at may be the beginning of what could not be read.
    std::size_t from = input_.starts_with(gzip_magic) ? 1 : 0;
    while (true) {
        const auto next = input_.find(gzip_magic, from);
        // A part of the magic may stand at the end of what was read.
        const auto keep =
            next != std::string::npos
                ? next
                : std::max(from, input_.size() - std::min(input_.size(), gzip_magic.size() - 1));
        input_.erase(0, keep);
        input_offset_ += keep;
        from = 0;
        if (next != std::string::npos) return;
        if (!read_more()) break;
    }
    input_offset_ += input_.size();
    input_.clear();
    over_ = true;
}

std::uint64_t ArchiveBytes::offset() const {
    if (!inflate_) return input_offset_ - (window_.size() - skipped_);
    const auto here = window_begin_ + skipped_;
    std::uint64_t offset = input_offset_;
    for (const auto& member : members_)
        if (member.decoded <= here) offset = member.offset;
    return offset;
}

}  // namespace ogi::archive
