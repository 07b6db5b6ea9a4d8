#pragma once

#include "base/result.h"
#include "base/time.h"
#include "daemon/exports/stored_report.h"
#include "model/change.h"

#include <boost/json/object.hpp>

#include <cstdint>
#include <string>

namespace ogi::daemon {

// What an export is of.
struct ExportStamp {
    std::string source{};  // "urn:ogid:…" of the store.
    std::string as_of{};   // The cursor of the last entry it shows; who follows on from there misses nothing.
    base::UtcTime recorded_at{};  // Of that entry.
    std::string selection{};      // "agency=… year=2024 region=42"; empty: everything.
    base::UtcTime made_at{};
};

// One way to write reports for people. Reports come in order of agency, then year; then agencies, then
// entries of the feed in order of sequence; each may be left out.
class Export {
  public:
    virtual ~Export() = default;

    virtual base::Result<void> report(const StoredReport& stored) = 0;
    // Whether agencies and changes are wanted too.
    virtual bool wants_agencies_and_changes() const { return false; }
    virtual base::Result<void> agency(const boost::json::object&) { return {}; }
    // An agency that the store's list does not name.
    virtual base::Result<void> agency(std::string_view, std::string_view) { return {}; }
    virtual base::Result<void> change(const model::Change&) { return {}; }
    // Once, when all has been given. Only then anything has its final name.
    virtual base::Result<void> finish() = 0;
    // What it could not hold, in words; empty if nothing.
    virtual std::string left_out() const { return {}; }
};

}  // namespace ogi::daemon
