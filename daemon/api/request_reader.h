#pragma once

#include "daemon/api/request_head.h"

#include <boost/asio/buffer.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace ogi::daemon {

// Reads requests from the bytes of a connection, one after the other; knows no socket. What follows a request
// stays for the next.
class RequestReader {
  public:
    // Says from the head alone who calls (it fills HttpCall::caller) and how many bytes its body may have, or
    // why nothing is done for it.
    using Judge = std::function<std::variant<std::uint64_t, RequestRefusal>(HttpCall& call)>;
    enum class State {
        idle,      // Nothing of a request has come.
        head,      // Some of its head has.
        body,      // Its head has.
        complete,  // take_call() gives it.
        refused,   // refusal() says why; nothing more is read.
    };

    RequestReader(RequestLimits limits, const Judge& judge) : limits_{limits}, judge_{judge} {}

    // Room for more bytes, and how many of it were filled.
    boost::asio::mutable_buffer prepare();
    State commit(std::size_t count);
    // The same in one step, for bytes that are at hand.
    State add(std::string_view bytes);

    State state() const { return state_; }
    // True once, where the peer waits for a 100 before it sends the body.
    bool take_wants_continue() { return std::exchange(wants_continue_, false); }
    const RequestRefusal& refusal() const { return refusal_; }
    // Goes on with what has come behind it: look at state().
    HttpCall take_call();

  private:
    State go_on();
    State read_body();
    State read_chunks();
    State refuse(RequestRefusal refusal);

    RequestLimits limits_;
    const Judge& judge_;
    State state_ = State::idle;
    std::string bytes_;
    std::size_t filled_ = 0;  // Of bytes_.
    bool wants_continue_ = false;
    // The request whose body is read.
    std::unique_ptr<RequestHead> head_;
    std::uint64_t body_bytes_max_ = 0;
    RequestRefusal refusal_;
};

}  // namespace ogi::daemon
