#pragma once

#include "daemon/sinks/bulk.h"
#include "daemon/sinks/http_client.h"
#include "daemon/sinks/index_fields.h"
#include "daemon/sinks/position.h"
#include "daemon/sinks/sink.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace ogi::daemon {

struct IndexSettings {
    std::string
        index;  // What documents are written to and asked for under: an alias where we make the index.
    IndexKind kind = IndexKind::opensearch;
    CellsForm cells = CellsForm::nested;
    bool create =
        true;  // Make the index where there is none. Else it must be there, and an alias is not needed.
    std::string feed;  // The store's URI.
    std::size_t request_bytes_max = 8U << 20U;
};

// The requests that a sink makes of an index. Every trouble names the request.
class IndexClient {
  public:
    // Rounds in which items that the server puts off are sent again before that counts as trouble, with a
    // pause before each that doubles.
    static constexpr int rounds_max = 7;
    static constexpr std::chrono::milliseconds round_pause_first{50};
    static constexpr int held_page = 50;  // Whole documents.

    IndexClient(IndexSettings settings, HttpAccess access, std::stop_token stop);

    // Makes the index where there is none and that is wanted, and looks whether its fields are ours.
    Tried<void> make_ready();
    // Of the index; nullopt where it is new.
    Tried<std::optional<SinkPosition>> position();
    // Fails where the position is not `known` any more: the index was deleted or put back beneath us.
    Tried<void> find_at(const std::optional<SinkPosition>& known);
    // The same, and moves it.
    Tried<void> move_position(const std::optional<SinkPosition>& known, SinkPosition to);
    // Writes all of them, in requests of bounded size. Returns those that are refused, by index.
    Tried<std::vector<Refusal>> write(const std::vector<BulkItem>& items);
    // Removes what was written in earlier epochs.
    Tried<void> remove_older(std::uint64_t epoch);
    // Every report; none where there is no index.
    Tried<void> held(const Sink::TakeHeld& take);

  private:
    struct Round;
    // With what a write that expects it unchanged has to say.
    struct Stands {
        std::optional<SinkPosition> position{};
        std::string expecting{};  // A part of a query.
    };
    Tried<Stands> look_position();
    Tried<Stands> look_unchanged(const std::optional<SinkPosition>& known);
    Tried<HttpAnswer> ask(HttpAsk ask);
    // The same where only 200 … 299 will do.
    Tried<HttpAnswer> ask_good(HttpAsk ask, std::string_view doing);
    Tried<void> create();
    Tried<void> refresh();
    Tried<void> send_some(const std::vector<BulkItem>& items, std::vector<std::size_t> which, Round& round);
    Tried<void> read_outcomes(const HttpAnswer& answer, const std::vector<std::size_t>& which, Round& round);
    Tried<void> pause(int round);
    std::string in_index(std::string_view rest) const { return "/" + settings_.index + std::string{rest}; }

    IndexSettings settings_;
    std::stop_token stop_;
    HttpClient client_;
    std::size_t request_bytes_max_;  // Less once the server said 413.
};

// Whether a name can be an index: lower case, no blank, none of `\/*?"<>|,#:`, not beginning with - _ +.
bool is_index_name(std::string_view name);

}  // namespace ogi::daemon
