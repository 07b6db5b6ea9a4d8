#include "daemon/sinks/status.h"

#include "base/json_writer.h"

namespace ogi::daemon {

std::string_view name_of(SinkState state) {
    switch (state) {
        case SinkState::opening:
            return "opening";
        case SinkState::resync:
            return "resync";
        case SinkState::following:
            return "following";
        case SinkState::retrying:
            return "retrying";
        case SinkState::halted:
            return "halted";
        case SinkState::stopped:
            return "stopped";
    }
    return "";
}

std::string to_json(const SinkStatus& status) {
    base::JsonWriter json;
    json.begin_object().field("sink", status.name).field("kind", status.kind);
    json.field("state", name_of(status.state)).key("cursor");
    json.value_or_null(status.position ? std::optional{to_text(*status.position)} : std::nullopt);
    json.field("lag", status.lag()).field("delivered", status.delivered).field("batches", status.batches);
    json.field("refused", status.refused).field("put_aside", status.put_aside);
    json.field("set_backs", status.set_backs).key("set_back_from");
    json.value_or_null(status.set_back_from ? std::optional{to_text(*status.set_back_from)} : std::nullopt);
    json.key("set_back_at").value_or_null(base::to_iso(status.set_back_at));
    json.field("failed_tries", status.tries).key("last_error");
    json.value_or_null(status.last_error.empty() ? std::nullopt : std::optional{status.last_error});
    json.key("last_error_at").value_or_null(base::to_iso(status.last_error_at));
    json.key("retry_at").value_or_null(base::to_iso(status.retry_at));
    json.key("delivered_at").value_or_null(base::to_iso(status.delivered_at)).end_object();
    return json.take();
}

}  // namespace ogi::daemon
