#pragma once

#include "base/result.h"
#include "crawler/fetcher.h"
#include "daemon/answers/question.h"
#include "daemon/api/tokens.h"
#include "daemon/config/config.h"
#include "daemon/config/source_scope.h"
#include "daemon/control/order.h"
#include "daemon/crawl/crawl.h"
#include "daemon/crawl/paused.h"
#include "daemon/crawl/recrawl.h"
#include "daemon/decisions/decision_desk.h"
#include "daemon/imports/import_desk.h"
#include "daemon/replay/replay_desk.h"
#include "daemon/told.h"
#include "storage/store.h"

#include <boost/asio/io_context.hpp>

#include <functional>
#include <memory>

namespace ogi::daemon {

// What the crawl takes from the configuration.
CrawlSettings crawl_settings_of(const Config& config, std::shared_ptr<const SourceScope> scope,
                                std::shared_ptr<const RulingBook> rulings, const extract::Programs& programs);

// A connection of each host that is asked is kept: opening it again costs the host more than the page does.
crawler::TransportSettings transport_of(const Config& config);

// Carries out what an operator tells the running daemon. An order that writes goes through the writer thread,
// one after the other; what changes the crawl ends on the network thread.
class Control {
  public:
    // What can be told something; all must outlive it.
    struct Daemon {
        storage::Store& store;
        crawler::Fetcher& fetcher;
        Crawl& crawl;
        RecrawlDesk& desk;
        DecisionDesk& decisions;
        ImportDesk& imports;
        ReplayDesk& replay;
        boost::asio::io_context& network;
        StoreCare& care;
        std::function<void()> wake;  // Something may be due. On the network thread.
        std::function<void()> news;  // The feed has grown. From any thread.
        const extract::Programs& programs;
        std::function<void(const std::vector<SinkSettings>&)> sinks;  // Runs these from now on.
        std::function<void(Tokens)> tokens;  // Lets these operate from now on. From any thread.
    };

    // `paused`: what was paused when the last run ended.
    Control(Daemon daemon, Config config, Paused paused);

    // From any thread. `told` gets lines of JSON, on any thread. Fails as the order does, and with `usage`
    // where a limit cannot be changed.
    void carry_out(Order order, Told told);
    // The limits in force, a line each.
    void tell_limits(Told told);
    // What every host waits for, a line each, in order of name.
    void tell_hosts(Told told);
    // The sources in force.
    void tell_scope(std::function<void(std::shared_ptr<const SourceScope>)> told);
    // What a host waits for, in words; nothing where it waits for nothing in particular.
    void tell_why(std::string authority, Told told);

    // Paused::names. On the network thread.
    std::vector<std::string> paused_names() const { return held_.names(); }
    const std::vector<std::string>& needs_restart() const { return needs_restart_; }
    // On the network thread.
    const std::string& log_level() const { return in_force_.log_level; }

  private:
    // Whether the order is one that the thread of the store's care carries out.
    bool take_care(const Order& order, const Told& told);
    // On the writer thread.
    void recrawl(Recrawl recrawl, Told told);
    void pause(const Order& order, Told told);
    void reload(Told told);
    void import_agencies(std::string_view csv, const Told& told);
    void take_decisions(std::string_view lines, const Told& told);
    void rule(const RuleSuspect& rule, const Told& told);
    // On the network thread.
    void set_limits(const SetLimits& limits, Told told);
    void import_files(const ImportFiles& files, Told told);
    void adopt_config(const Config& next, const Seeded& seeded, Told told);
    void apply();
    void hold(const Paused& paused);

    Daemon daemon_;
    // Of the network thread.
    Config configured_;
    Config in_force_;
    std::shared_ptr<const SourceScope> scope_;
    Paused held_;
    // Of the writer thread.
    Paused paused_;
    std::vector<std::string> needs_restart_;  // Keys of the configuration, since the last reload.
    const std::filesystem::path file_;
    const std::filesystem::path token_file_;  // Another one waits for a restart.
};

}  // namespace ogi::daemon
