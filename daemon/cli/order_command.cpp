#include "daemon/cli/order_command.h"

#include "base/json_writer.h"
#include "daemon/cli/client.h"
#include "daemon/crawl/paused.h"
#include "daemon/open_store.h"
#include "storage/store.h"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <ostream>

namespace ogi::daemon {

using base::ErrorCode;
using base::Result;

namespace {

// A list as its items with blanks between; a change as "key=old→new".
std::string words_of(const boost::json::value& value) {
    if (value.is_string()) return value.as_string().c_str();
    if (value.is_object()) {
        const auto& change = value.as_object();
        return words_of(change.at("key")) + "=" + words_of(change.at("old")) + "→" +
               words_of(change.at("new"));
    }
    if (!value.is_array()) return boost::json::serialize(value);
    std::string words;
    for (const auto& item : value.as_array()) words += (words.empty() ? "" : " ") + words_of(item);
    return words;
}

Result<void> pause_in_store(const Config& config, const Order& order, const LineSink& sink) {
    TRY_VOID(check_there_is_a_store(config));
    TRY(store, open_for_writing(config));
    TRY(text, store->setting(paused_setting));
    auto paused = Paused::parse(text.value_or(""));
    if (const auto* pause = std::get_if<Pause>(&order)) {
        paused.pause(pause->host);
    } else {
        paused.resume(std::get<Resume>(order).host);
    }
    TRY_VOID(store->set_setting(paused_setting, paused.text()));
    for (const auto& line : paused.lines()) sink(line);
    return {};
}

}  // namespace

base::Error no_daemon(const Config& config, std::string_view wanted) {
    return base::fail(ErrorCode::not_found, "no daemon runs on " + config.store_path.string() + ", and " +
                                                std::string{wanted} + "; start one with: ogid --config " +
                                                config.file.string());
}

Result<void> give_order(const Config& config, const Order& order, const LineSink& sink) {
    TRY(client, Client::connect(config.control_socket()));
    if (client) return client->ask("POST", to_target(order), sink);
    if (std::holds_alternative<SetLimits>(order)) {
        return no_daemon(config,
                         "limits are changed while one runs (for good: in the configuration, which is read "
                         "when it starts)");
    }
    if (std::holds_alternative<Reload>(order)) {
        return no_daemon(config,
                         "without one there is nothing to reload: it reads the configuration when it starts");
    }
    return pause_in_store(config, order, sink);
}

void write_reload(std::string_view answer, OutputFormat format, std::ostream& out) {
    if (format == OutputFormat::json || format == OutputFormat::ndjson) {
        out << answer << '\n';
        return;
    }
    const auto members = boost::json::parse(answer).as_object();
    std::vector<std::string> titles, values;
    for (const auto& [name, value] : members) {
        titles.emplace_back(name);
        values.push_back(words_of(value));
    }
    if (format == OutputFormat::csv) {
        write_csv_row(out, titles);
        write_csv_row(out, values);
        return;
    }
    for (std::size_t i = 0; i < titles.size(); ++i)
        out << (i == 0 ? "" : " ") << titles[i] << '=' << (values[i].empty() ? "none" : values[i]);
    out << '\n';
}

Result<SetLimits> read_limits(const std::vector<std::string>& words) {
    SetLimits limits;
    for (const auto& word : words) {
        const auto equals = word.find('=');
        if (equals == std::string::npos || equals == 0) {
            return base::fail(ErrorCode::usage,
                              "write KEY=VALUE, as in host_delay_ms=500, not \"" + word + "\"");
        }
        limits.values.emplace_back(word.substr(0, equals), word.substr(equals + 1));
    }
    return limits;
}

}  // namespace ogi::daemon
