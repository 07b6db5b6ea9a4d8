#include "daemon/api/request_reader.h"

#include "daemon/api/chunks.h"

#include <algorithm>
#include <cstring>

namespace ogi::daemon {

namespace asio = boost::asio;
namespace http = boost::beast::http;

namespace {

// Room for the next bytes: little while a connection is idle, for there are many of those.
constexpr std::size_t first_room = 512;
constexpr std::size_t head_room = 4 * 1024;
constexpr std::size_t body_room = 64 * 1024;
// What is kept of the room between two requests.
constexpr std::size_t kept_room = 4 * 1024;

RequestRefusal body_too_large(std::uint64_t most) {
    return {http::status::payload_too_large, "too_large",
            most == 0 ? "no body is taken here"
                      : "the body is longer than body_bytes_max, " + std::to_string(most) + " bytes"};
}

}  // namespace

asio::mutable_buffer RequestReader::prepare() {
    const auto room = state_ == State::body ? body_room : filled_ == 0 ? first_room : head_room;
    if (bytes_.size() < filled_ + room) bytes_.resize(filled_ + room);
    return asio::buffer(bytes_.data() + filled_, bytes_.size() - filled_);
}

RequestReader::State RequestReader::commit(std::size_t count) {
    filled_ += count;
    return go_on();
}

RequestReader::State RequestReader::add(std::string_view bytes) {
    while (!bytes.empty() && state_ != State::complete && state_ != State::refused) {
        const auto room = prepare();
        const auto count = std::min(room.size(), bytes.size());
        std::memcpy(room.data(), bytes.data(), count);
        bytes.remove_prefix(count);
        commit(count);
    }
    // What comes behind a request waits for the next.
    if (state_ == State::complete && !bytes.empty()) {
        bytes_.resize(filled_);
        bytes_ += bytes;
        filled_ = bytes_.size();
    }
    return state_;
}

RequestReader::State RequestReader::refuse(RequestRefusal refusal) {
    refusal_ = std::move(refusal);
    return state_ = State::refused;
}

RequestReader::State RequestReader::go_on() {
    if (state_ == State::complete || state_ == State::refused) return state_;
    if (state_ == State::body) return read_body();
    if (filled_ == 0) return state_ = State::idle;
    const std::string_view come{bytes_.data(), filled_};
    auto found = find_head(come, limits_);
    if (auto* refusal = std::get_if<RequestRefusal>(&found)) return refuse(std::move(*refusal));
    const auto length = std::get<std::optional<std::size_t>>(found);
    if (!length) return state_ = State::head;
    auto read = read_head(come.substr(0, *length), limits_);
    if (auto* refusal = std::get_if<RequestRefusal>(&read)) return refuse(std::move(*refusal));
    head_ = std::make_unique<RequestHead>(std::get<RequestHead>(std::move(read)));
    bytes_.erase(0, *length);
    filled_ -= *length;
    auto judged = judge_(head_->call);
    if (auto* refusal = std::get_if<RequestRefusal>(&judged)) return refuse(std::move(*refusal));
    body_bytes_max_ = std::get<std::uint64_t>(judged);
    if (head_->body.length > body_bytes_max_ || (head_->body.chunked && body_bytes_max_ == 0))
        return refuse(body_too_large(body_bytes_max_));
    wants_continue_ = head_->wants_continue && (head_->body.chunked || head_->body.length > filled_);
    state_ = State::body;
    return read_body();
}

RequestReader::State RequestReader::read_body() {
    if (head_->body.chunked) return read_chunks();
    if (filled_ < head_->body.length) return state_;
    const auto length = static_cast<std::size_t>(head_->body.length);
    head_->call.body.assign(bytes_, 0, length);
    bytes_.erase(0, length);
    filled_ -= length;
    return state_ = State::complete;
}

RequestReader::State RequestReader::read_chunks() {
    const std::string_view come{bytes_.data(), filled_};
    // Small chunks cost more than their content; so much of that is borne.
    constexpr std::uint64_t overhead_max = 1 << 20;
    if (come.size() > body_bytes_max_ + overhead_max) return refuse(body_too_large(body_bytes_max_));
    auto chunks = daemon::read_chunks(come, body_bytes_max_);
    switch (chunks.state) {
        case Chunks::State::more:
            return state_;
        case Chunks::State::malformed:
            return refuse({http::status::bad_request, "malformed_request", "a chunk is malformed"});
        case Chunks::State::too_large:
            return refuse(body_too_large(body_bytes_max_));
        case Chunks::State::complete:
            break;
    }
    head_->call.body = std::move(chunks.body);
    bytes_.erase(0, chunks.used);
    filled_ -= chunks.used;
    return state_ = State::complete;
}

HttpCall RequestReader::take_call() {
    auto call = std::move(head_->call);
    head_.reset();
    wants_continue_ = false;
    state_ = State::idle;
    if (filled_ == 0 && bytes_.capacity() > kept_room) {
        bytes_.clear();
        bytes_.shrink_to_fit();
    }
    go_on();
    return call;
}

}  // namespace ogi::daemon
