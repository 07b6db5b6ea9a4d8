#include "daemon/control/control.h"

#include "base/json_writer.h"
#include "daemon/answers/host_line.h"
#include "daemon/api/error_codes.h"
#include "daemon/api/server_settings.h"
#include "daemon/config/limits.h"
#include "daemon/control/place.h"
#include "daemon/crawl/seed.h"
#include "daemon/logging/logging.h"
#include "daemon/roster/roster.h"
#include "model/decision_json.h"
#include "model/names.h"

#include <boost/asio/post.hpp>

#include <spdlog/spdlog.h>

#include <map>
#include <utility>

namespace ogi::daemon {

namespace asio = boost::asio;
using base::JsonWriter;
using base::Result;

namespace {

std::string limit_lines(const std::vector<Limit>& limits) {
    std::string lines;
    for (const auto& limit : limits) {
        JsonWriter json;
        json.begin_object().field("key", limit.key).key("value").raw(limit.value);
        json.key("configured").raw(limit.configured).end_object();
        lines += json.take() + "\n";
    }
    return lines;
}

void write_names(JsonWriter& json, std::string_view key, const std::vector<std::string>& names) {
    json.key(key).begin_array();
    for (const auto& name : names) json.value(name);
    json.end_array();
}

std::string reload_line(std::size_t sources, const Seeded& seeded, const Adopted& adopted) {
    JsonWriter json;
    json.begin_object().field("sources", static_cast<std::uint64_t>(sources));
    write_names(json, "added", seeded.added);
    write_names(json, "removed", seeded.removed);
    json.key("changed").begin_array();
    for (const auto& limit : adopted.changed) {
        json.begin_object().field("key", limit.key).key("old").raw(limit.configured);
        json.key("new").raw(limit.value).end_object();
    }
    json.end_array();
    write_names(json, "needs_restart", adopted.needs_restart);
    json.end_object();
    return json.take() + "\n";
}

}  // namespace

CrawlSettings crawl_settings_of(const Config& config, std::shared_ptr<const SourceScope> scope,
                                std::shared_ptr<const RulingBook> rulings,
                                const extract::Programs& programs) {
    return {.hosts_max = config.hosts_max,
            .workers = config.workers,
            .decide = {.revisit = config.revisit, .depth_max = config.depth_max},
            .bounds = config.bounds,
            .rulings = std::move(rulings),
            .programs = programs,
            .wants = [scope = std::move(scope)](const model::Page& page) { return scope->wants(page); }};
}

crawler::TransportSettings transport_of(const Config& config) {
    auto settings = config.transport;
    settings.connections_max = std::max(settings.connections_max, static_cast<std::size_t>(config.hosts_max));
    return settings;
}

Control::Control(Daemon daemon, Config config, Paused paused)
    : daemon_{std::move(daemon)},
      configured_{config},
      in_force_{std::move(config)},
      scope_{std::make_shared<SourceScope>(in_force_.sources)},
      held_{paused},
      paused_{std::move(paused)},
      file_{in_force_.file},
      token_file_{in_force_.token_file} {
    daemon_.crawl.set_paused(held_);
}

void Control::carry_out(Order order, Told told) {
    if (auto* limits = std::get_if<SetLimits>(&order)) {
        asio::post(daemon_.network, [this, limits = std::move(*limits), told = std::move(told)]() mutable {
            set_limits(limits, std::move(told));
        });
        return;
    }
    if (take_care(order, told)) return;
    if (auto* files = std::get_if<ImportFiles>(&order)) {
        asio::post(daemon_.network, [this, files = std::move(*files), told = std::move(told)]() mutable {
            import_files(files, std::move(told));
        });
        return;
    }
    if (auto* reparse = std::get_if<Reparse>(&order))
        return daemon_.replay.request(reparse->selector, std::move(told), std::move(reparse->watch));
    daemon_.crawl.on_writer([this, order = std::move(order), told = std::move(told)]() mutable {
        if (auto* asked = std::get_if<Recrawl>(&order)) {
            recrawl(std::move(*asked), std::move(told));
        } else if (std::holds_alternative<Reload>(order)) {
            reload(std::move(told));
        } else if (const auto* import = std::get_if<ImportRoster>(&order)) {
            import_agencies(import->csv, told);
        } else if (const auto* decisions = std::get_if<TakeDecisions>(&order)) {
            take_decisions(decisions->lines, told);
        } else if (const auto* ruling = std::get_if<RuleSuspect>(&order)) {
            rule(*ruling, told);
        } else {
            pause(order, std::move(told));
        }
    });
}

bool Control::take_care(const Order& order, const Told& told) {
    auto& care = daemon_.care;
    if (const auto* backup = std::get_if<Backup>(&order)) {
        if (auto same = check_same_place(backup->folder, backup->mark); !same)
            return told(std::move(same).error()), true;
        auto with_decisions = *backup;
        with_decisions.decisions = daemon_.decisions.file().string();
        care.ask([&care, order = std::move(with_decisions)] { return care_for(care.store(), order); }, told);
    } else if (const auto* compact = std::get_if<Compact>(&order)) {
        care.ask([&care, order = *compact] { return care_for(care.store(), order); }, told);
    } else if (const auto* prune = std::get_if<Prune>(&order)) {
        care.ask(
            [&care, order = *prune] {
                return care_for(care.store(), order, care.retention(), base::utc_now());
            },
            told);
    } else {
        return false;
    }
    return true;
}

void Control::recrawl(Recrawl recrawl, Told told) {
    auto done = [told = std::move(told)](Result<RecrawlSummary> summary) {
        if (!summary) return told(std::move(summary).error());
        told(summary->to_json() + "\n");
    };
    daemon_.desk.request(recrawl.selector, recrawl.wait != Wait::no, std::move(done),
                         std::move(recrawl.watch));
    asio::post(daemon_.network, daemon_.wake);
}

void Control::pause(const Order& order, Told told) {
    auto next = paused_;
    if (const auto* pause = std::get_if<Pause>(&order)) {
        next.pause(pause->host);
    } else {
        next.resume(std::get<Resume>(order).host);
    }
    if (auto kept = daemon_.store.set_setting(paused_setting, next.text()); !kept)
        return told(std::move(kept).error());
    paused_ = std::move(next);
    std::string lines;
    for (const auto& line : paused_.lines()) lines += line + "\n";
    asio::post(daemon_.network, [this, paused = paused_, lines = std::move(lines), told = std::move(told)] {
        hold(paused);
        told(lines);
    });
}

void Control::import_agencies(std::string_view csv, const Told& told) {
    const auto imported = import_roster(daemon_.store, csv);
    if (!imported) return told(imported.error());
    spdlog::info("roster imported agencies={}", *imported);
    told(imported_line(*imported) + "\n");
}

void Control::take_decisions(std::string_view lines, const Told& told) {
    const auto taken = daemon_.decisions.take(lines, base::utc_now());
    if (!taken) return told(taken.error());
    for (const auto& decision : taken->decisions) {
        spdlog::info("decision taken id={} kind={} by=\"{}\"", decision.id, model::name_of(decision.kind),
                     decision.by);
    }
    if (taken->refiled.changes != 0) daemon_.news();
    if (!taken->refiled.read_again.empty()) asio::post(daemon_.network, daemon_.wake);
    told(taken->to_json() + "\n");
}

void Control::rule(const RuleSuspect& rule, const Told& told) {
    const auto url = base::Url::parse(rule.url);
    if (!url) return told(url.error());
    const auto ruled =
        rule_on_suspect(daemon_.store, *url, rule.ruling, daemon_.crawl.record_settings(), base::utc_now());
    if (!ruled) return told(ruled.error());
    spdlog::info("suspect ruled on url={} line={}", ruled->url, ruled->to_json());
    if (ruled->changes != 0) daemon_.news();
    asio::post(daemon_.network, daemon_.wake);
    told(ruled->to_json() + "\n");
}

void Control::hold(const Paused& paused) {
    held_ = paused;
    daemon_.crawl.set_paused(paused);
    daemon_.wake();
}

void Control::reload(Told told) {
    auto next = load_config(file_);
    auto tokens = tokens_of(token_file_);
    if (!next || !tokens) {
        auto problem = next ? std::move(tokens).error() : std::move(next).error();
        spdlog::error("configuration not reloaded, the old one stays in force reason=\"{}\"",
                      problem.context);
        return told(std::move(problem));
    }
    auto scope = std::make_shared<SourceScope>(next->sources);
    auto seeded = seed_sources(daemon_.store, *scope, base::utc_now());
    if (!seeded) return told(std::move(seeded).error());
    daemon_.desk.set_scope(std::move(scope));
    daemon_.tokens(*std::move(tokens));
    asio::post(daemon_.network,
               [this, next = *std::move(next), seeded = *std::move(seeded),
                told = std::move(told)]() mutable { adopt_config(next, seeded, std::move(told)); });
}

void Control::adopt_config(const Config& next, const Seeded& seeded, Told told) {
    const auto adopted = adopt(in_force_, next);
    needs_restart_ = adopted.needs_restart;
    configured_ = next;
    scope_ = std::make_shared<SourceScope>(next.sources);
    apply();
    in_force_.sinks = next.sinks;
    daemon_.sinks(next.sinks);
    spdlog::info("configuration reloaded sources={} added={} removed={} new_entries={} changed={}",
                 next.sources.size(), seeded.added.size(), seeded.removed.size(), seeded.new_entries,
                 adopted.changed.size());
    for (const auto& key : adopted.needs_restart)
        spdlog::warn("configuration key waits for a restart key={}", key);
    told(reload_line(next.sources.size(), seeded, adopted));
}

void Control::set_limits(const SetLimits& limits, Told told) {
    auto next = in_force_;
    for (const auto& [key, value] : limits.values) {
        if (auto set = set_limit(next, key, value); !set) return told(std::move(set).error());
    }
    in_force_ = std::move(next);
    apply();
    for (const auto& [key, value] : limits.values) spdlog::info("limit changed key={} value={}", key, value);
    told(limit_lines(limits_of(in_force_, configured_)));
}

void Control::import_files(const ImportFiles& files, Told told) {
    for (std::size_t i = 0; i < files.marks.size(); ++i)
        if (auto same = check_same_place(files.files[i], files.marks[i]); !same)
            return told(std::move(same).error());
    const auto settings = crawl_settings_of(in_force_, scope_, daemon_.decisions.book(), daemon_.programs);
    daemon_.imports.start(
        {.files = {files.files.begin(), files.files.end()}, .agency = files.agency},
        {.scope = scope_,
         .settings = {settings.decide, settings.bounds, settings.rulings, settings.programs},
         .limits = {in_force_.transport.body_bytes_max, in_force_.transport.inflate_ratio_max}},
        std::move(told));
}

void Control::tell_limits(Told told) {
    asio::post(daemon_.network,
               [this, told = std::move(told)] { told(limit_lines(limits_of(in_force_, configured_))); });
}

void Control::tell_scope(std::function<void(std::shared_ptr<const SourceScope>)> told) {
    asio::post(daemon_.network, [this, told = std::move(told)] { told(scope_); });
}

void Control::tell_why(std::string authority, Told told) {
    asio::post(daemon_.network, [this, authority = std::move(authority), told = std::move(told)] {
        const auto host = daemon_.crawl.host(authority);
        told(host ? authority + ": " + std::string{model::name_of(host->reason)} : std::string{});
    });
}

void Control::tell_hosts(Told told) {
    asio::post(daemon_.network, [this, told = std::move(told)] {
        std::map<std::string, model::HostStanding, std::less<>> standings;
        for (auto& host : daemon_.crawl.hosts({}, daemon_.crawl.hosts_known()))
            standings.emplace(host.authority, std::move(host));
        daemon_.crawl.on_writer([this, standings = std::move(standings), told] {
            std::string lines;
            const auto now = base::utc_now();
            DueCounter counter{daemon_.store, now};
            Result<void> counted;
            auto read =
                daemon_.store.for_each_host([&](std::string_view authority, const model::HostRecord& record) {
                    const auto due_pages = counter.count(authority);
                    if (!due_pages) {
                        counted = due_pages.error();
                        return false;
                    }
                    const auto live = standings.find(authority);
                    lines += host_line(live != standings.end() ? live->second
                                                               : standing_of(authority, record, paused_, now),
                                       record, *due_pages, now) +
                             "\n";
                    return true;
                });
            if (read) read = std::move(counted);
            if (!read && lines.empty()) return told(std::move(read).error());
            if (!read) lines += error_line(read.error());
            told(std::move(lines));
        });
    });
}

void Control::apply() {
    daemon_.fetcher.set_settings(in_force_.fetch);
    auto settings = crawl_settings_of(in_force_, scope_, daemon_.decisions.book(), daemon_.programs);
    daemon_.crawl.set_hosts_max(settings.hosts_max);
    daemon_.crawl.set_record_settings(
        {settings.decide, settings.bounds, settings.rulings, settings.programs});
    daemon_.crawl.set_wants(std::move(settings.wants));
    set_log_levels(in_force_.log_level);
    daemon_.wake();
}

}  // namespace ogi::daemon
