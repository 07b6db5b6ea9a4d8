#pragma once

#include "daemon/visit/decide.h"

#include <string>
#include <string_view>
#include <vector>

namespace ogi::daemon {

// Any fixed instant will do: decide() reads no clock. Outside the season of reports.
inline constexpr base::UtcTime noon{std::chrono::hours{24} * 20'000};

inline base::Url url_of(std::string_view text) {
    return base::Url::parse(text).value();
}

// A report of one agency with two figures, and what a visit to a page that shows it brings.
model::Report report_of(int year, int received = 36, int granted = 7);
Ingested showing(model::Report report);
Ingested showing_no_report(std::string_view reason);
crawler::Fetched changed_body(std::string_view url, std::string_view body = "body");
crawler::Fetched no_body(model::VisitOutcome outcome, std::string_view note = {});

// "2020 2021".
std::string years_of(const std::vector<model::ReportKey>& keys);

// Pages and the store around them, without a store: what decide() says is kept here.
class Situation {
  public:
    Situation();

    // The page as it is known now; the first call finds it.
    model::Page& page(std::string_view url);
    // Visits `url` at `now` and keeps what follows.
    Decided visit(std::string_view url, crawler::Fetched fetched, std::optional<Ingested> ingested,
                  base::UtcTime now);

    // The same in fewer words.
    Decided shows(std::string_view url, model::Report report, base::UtcTime now);
    Decided ends(std::string_view url, model::VisitOutcome outcome, base::UtcTime now);

    // Something else came with HTTP 200; nullopt: the site is out of service.
    Decided stands_in(std::string_view url, std::optional<model::GoneReason> gone, base::UtcTime now);

    std::optional<Standing> standing(const model::ReportKey& key) const;
    const model::ReportState& state(int year) const;

    DecideSettings settings;
    bool held_was_whole = false;  // Visited::held_was_whole of the next visit.
    std::set<base::Url> copies_of_known{};
    std::map<model::ReportKey, HeldAgain> held_again{};  // The same.

  private:
    std::vector<model::Page> siblings_of(const model::Page& page) const;

    std::vector<model::Page> pages_;
    std::vector<model::ReportState> states_;
    std::vector<model::Revision> revisions_;
    std::vector<model::Copy> copies_;
};

}  // namespace ogi::daemon
