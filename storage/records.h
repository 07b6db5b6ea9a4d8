#pragma once

#include "base/result.h"
#include "model/host.h"
#include "model/revision.h"
#include "storage/store.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// Values that are JSON (model/*_json.h) and a revision's, read back together with their keys: a
// record that says it belongs under another key fails with `malformed`, like one that cannot be read. The
// error names the record.
namespace ogi::storage {

base::Result<model::ReportState> read_state(const model::ReportKey& key, std::string_view value);
base::Result<model::Revision> read_revision(const model::ReportKey& key, int number, std::string_view value);
base::Result<model::Copy> read_copy(const model::ReportKey& key, std::string_view url,
                                    std::string_view value);

// The revision without its report. Fails with `malformed`.
base::Result<model::Revision> read_revision_head(std::string_view value);

// What stands before the cells of its report (model::parse_report_head). Fails with `malformed`.
base::Result<model::Report> read_report_head(const model::ReportKey& key, int number, std::string_view value);

// For people: "某县财政局/2023", "revision 2 of 某县财政局/2023".
std::string report_name(const model::ReportKey& key);
std::string revision_name(const model::ReportKey& key, int number);

// A revision's head and the packed report (storage/store.h); where that is empty, it is packed here. Fails
// with `too_large`.
base::Result<std::string> revision_value(const model::Revision& revision,
                                         std::string_view packed_report = {});

base::Result<model::HostRecord> read_host(std::string_view authority, std::string_view value);
base::Result<model::RobotsRecord> read_robots(std::string_view authority, std::string_view value);

class Database;
// When the first page of a host that is in the schedule is due; nullopt: none is.
base::Result<std::optional<base::UtcTime>> earliest_due(const Database& database,
                                                        const model::HostRecord& host);

// The JSON as it is stored. Header values and link texts come from foreign servers; bytes that are not UTF-8
// become U+FFFD, because a record that cannot be read back would be lost.
std::string storable(std::string json);

}  // namespace ogi::storage
