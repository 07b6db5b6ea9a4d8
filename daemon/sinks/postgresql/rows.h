#pragma once

#include "daemon/sinks/sink.h"
#include "model/revision.h"

#include <cstdint>
#include <string>

// Rows of the schema ogid as objects of JSON, which jsonb_to_recordset takes apart; cells, checks and
// statements are copied (copy_rows.h). Figures keep their exact digits on the way. U+0000, which no text of
// PostgreSQL can hold, becomes U+FFFD.
namespace ogi::daemon {

// An array of objects that grows.
class PgRowList {
  public:
    void add(std::string object) { text_ += (text_.empty() ? "" : ",") + std::move(object); }
    bool empty() const { return text_.empty(); }
    std::string json() const { return "[" + text_ + "]"; }

  private:
    std::string text_;
};

// Whether a report is online behind an entry. Not every entry says so: what is withdrawn can be
// reinterpreted.
struct PgStanding {
    bool withdrawn = false;
    std::optional<model::GoneReason> reason{};
    std::string filed_as{};
};

std::string report_row(const SinkEvent& event, const model::Revision& revision, const PgStanding& standing,
                       std::uint64_t epoch);
std::string agency_row(const SinkEvent& event, const model::Revision& revision, std::uint64_t epoch);
std::string revision_row(std::int64_t report_id, const model::Revision& revision, std::uint64_t epoch);
std::string change_row(std::int64_t report_id, const SinkEvent& event, std::uint64_t epoch);
void add_changed_cell_rows(PgRowList& rows, const SinkEvent& event);

}  // namespace ogi::daemon
