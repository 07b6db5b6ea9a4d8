#pragma once

#include "daemon/sinks/postgresql/row.h"
#include "daemon/sinks/postgresql/standing.h"
#include "daemon/sinks/sink.h"
#include "model/revision.h"

#include <cstdint>
#include <string>

// What an entry leaves in the tables of the schema ogid; of cells, checks and statements see copy_rows.h. The
// columns are in the order of held_digest.cpp.
namespace ogi::daemon {

// An array of rows as JSON, which grows.
class PgRowList {
  public:
    void add(const PgRow& row) { add(row.json()); }
    void add(std::string object) { text_ += (text_.empty() ? "" : ",") + std::move(object); }
    bool empty() const { return text_.empty(); }
    std::string json() const { return "[" + text_ + "]"; }

  private:
    std::string text_;
};

PgRow report_row(const SinkEvent& event, const model::Revision& revision, const PgStanding& standing,
                 std::uint64_t epoch);
PgRow agency_row(const SinkEvent& event, const model::Revision& revision, std::uint64_t epoch);
PgRow revision_row(std::int64_t report_id, const model::Revision& revision, std::uint64_t epoch);
PgRow change_row(std::int64_t report_id, const SinkEvent& event, std::uint64_t epoch);
PgRow changed_cell_row(std::uint64_t sequence, const model::CellChange& cell);

}  // namespace ogi::daemon
