#pragma once

#include "daemon/sinks/sink.h"

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace ogi::daemon {

enum class IfNoStream {
    make,
    refuse,
    leave,  // It holds nothing then.
};

struct NatsSettings {
    std::vector<std::string> urls;  // nats:// or tls://, tried in order.
    std::string user{};
    std::string password{};
    std::string token{};
    std::string creds_file{};  // A JWT and its key, as `nsc` writes them.
    std::string ca_file{};     // Empty: the system's authorities, where a URL is of tls.
    std::string stream;
    std::string subjects;  // "PREFIX.>"

    IfNoStream if_none = IfNoStream::make;
    // Of a stream that we make; one that is there is left as it is.
    std::int64_t messages_per_subject = 1;  // -1: all.
    std::int64_t replicas = 1;
    std::chrono::seconds duplicates{120};

    std::chrono::milliseconds timeout{10'000};  // For a connection, a request, an acknowledgement.
};

struct NatsMessage {
    std::string subject;
    std::string id;            // Nats-Msg-Id.
    std::int64_t version = 0;  // Ogid-Version: of two messages of a subject the greater one is the newer.
    std::string position{};    // Ogid-Position; empty: none.
    std::string_view body{};
};

struct NatsStored {
    std::size_t stored = 0;    // Messages from the first on that the stream holds …
    bool last_is_last = true;  // … and whether the last of them is the last message of the stream.
    std::string refused{};  // Why the one behind them never will be held; empty: it is no fault of its own.
};

struct NatsKept {
    std::string subject;
    std::string id;
    std::int64_t version = 0;
    std::string position;
    std::string body;
};

// A connection to a server and one stream on it. It does not reconnect by itself: what was on its way when it
// broke would be unknown, and the caller knows how to begin again.
class NatsStream {
  public:
    // Connects to the first server that answers, and finds the stream, or does as `if_none` says.
    static Tried<std::unique_ptr<NatsStream>> open(const NatsSettings& settings);
    ~NatsStream();

    // The last message of the stream, or of a subject of it; nullopt where there is none.
    Tried<std::optional<NatsKept>> last(std::string_view subject);
    // Stores messages in their order, each only if the one before it was the last to be stored: whatever is
    // lost on the way, none overtakes another. Returns at the first that was not stored.
    Tried<NatsStored> publish(std::span<const NatsMessage> messages, const std::stop_token& stop);
    // Every message that the stream holds, in its order.
    Tried<void> for_each(const std::function<void(const NatsKept&)>& take, const std::stop_token& stop);

  private:
    Tried<void> store_again(const NatsMessage& message, const std::stop_token& stop, NatsStored& done);
    struct Parts;
    explicit NatsStream(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

// What an acknowledgement of JetStream says.
struct NatsAck {
    enum class Says { stored, known, too_large, wrong_order, refused } says = Says::refused;
    std::string why{};
};
NatsAck read_nats_ack(std::string_view body);

}  // namespace ogi::daemon
