#include "daemon/sinks/store_parking.h"

#include <future>
#include <string>

namespace ogi::daemon {

using base::Result;

namespace {

// A setting of the store (docs/formats.md).
std::string position_of(const std::string& sink) {
    return "sink." + sink;
}

// Names of sinks have no dot.
std::string halt_of(const std::string& sink) {
    return "sink." + sink + ".halt";
}

// How often a wait for the writer looks whether it shall end.
constexpr std::chrono::milliseconds look_every{50};

}  // namespace

Result<std::optional<SinkPosition>> read_parked(const storage::Store& store, const std::string& sink) {
    TRY(text, store.setting(position_of(sink)));
    if (!text) return std::optional<SinkPosition>{};
    auto position = parse_sink_position(*text);
    if (!position) {
        return base::fail(base::ErrorCode::malformed,
                          "the parked position of sink " + sink + " is no cursor: " + *text);
    }
    return position;
}

Parking parking_in(storage::Store& store, std::function<void(std::function<void()>)> on_writer) {
    auto read = [&store](const std::string& sink) { return read_parked(store, sink); };
    auto write = [&store, on_writer = std::move(on_writer)](std::string setting, std::string text,
                                                            std::stop_token stop) -> Result<void> {
        auto written = std::make_shared<std::promise<Result<void>>>();
        auto answer = written->get_future();
        on_writer([&store, setting = std::move(setting), text = std::move(text), written] {
            written->set_value(store.set_setting(setting, text));
        });
        while (answer.wait_for(look_every) != std::future_status::ready) {
            if (stop.stop_requested()) return base::fail(base::ErrorCode::busy, "the store's writer is busy");
        }
        return answer.get();
    };
    return {
        .read = std::move(read),
        .park = [write](const std::string& sink, SinkPosition position,
                        std::stop_token stop) { return write(position_of(sink), to_text(position), stop); },
        .read_halt = [&store](const std::string& sink) -> Result<std::string> {
            TRY(why, store.setting(halt_of(sink)));
            return why.value_or("");
        },
        .keep_halt = [write](const std::string& sink, const std::string& why,
                             std::stop_token stop) { return write(halt_of(sink), why, stop); }};
}

}  // namespace ogi::daemon
