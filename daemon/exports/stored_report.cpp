#include "daemon/exports/stored_report.h"

#include "model/json_fields.h"
#include "model/report_object.h"

namespace ogi::daemon {

using namespace model::json_fields;

base::Result<StoredReport> read_report_line(std::string_view line) {
    TRY(object, parse_object(line));
    TRY(report, model::read_report(object));
    return StoredReport{.report = std::move(report),
                        .line = std::string{line},
                        .agency_id = text_of(object, "agency_id"),
                        .source_url = text_of(object, "source_url"),
                        .observed_at = text_of(object, "observed_at"),
                        .withdrawn_at = text_of(object, "withdrawn_at"),
                        .snapshot = text_of(object, "snapshot"),
                        .parser_version = text_of(object, "parser_version"),
                        .content_digest = text_of(object, "content_digest"),
                        .revision = static_cast<int>(whole_of(object, "revision"))};
}

}  // namespace ogi::daemon
