#include "model/page_json.h"

#include "base/json_writer.h"
#include "model/json_fields.h"
#include "model/names.h"

namespace ogi::model {

using base::JsonWriter;
using namespace json_fields;

std::string to_json(const Page& page) {
    JsonWriter json;
    json.begin_object()
        .field("url", page.url.text())
        .field("source", page.source)
        .field("agency", page.agency)
        .field("role", name_of(page.role))
        .field("depth", page.depth)
        .field("found_on", page.found_on)
        .field("link_text", page.link_text)
        .field("due_at", base::to_iso(page.due_at));
    json.key("visited_at").value_or_null(base::to_iso(page.visited_at));
    json.key("outcome");
    if (page.outcome) {
        json.value(name_of(*page.outcome));
    } else {
        json.null();
    }
    json.field("outcome_note", page.outcome_note)
        .field("failures", page.failures)
        .field("unchanged", page.unchanged)
        .field("etag", page.etag)
        .field("last_modified", page.last_modified)
        .field("snapshot", page.snapshot)
        .field("report_agency", page.report_agency)
        .field("report_year", page.report_year)
        .field("replaced_agency", page.replaced_agency)
        .field("replaced_year", page.replaced_year)
        .end_object();
    return json.take();
}

base::Result<Page> parse_page_json(std::string_view line) {
    TRY(object, parse_object(line));
    TRY(url, base::Url::parse(text_of(object, "url")));
    TRY(role, enum_of<PageRole>(object, "role"));
    const auto due_at = time_of(object, "due_at");
    if (!due_at) return base::fail(base::ErrorCode::malformed, "a page without due_at");
    Page page{.url = std::move(url),
              .source = text_of(object, "source"),
              .agency = text_of(object, "agency"),
              .role = role,
              .depth = static_cast<int>(whole_of(object, "depth")),
              .found_on = text_of(object, "found_on"),
              .link_text = text_of(object, "link_text"),
              .due_at = *due_at,
              .visited_at = time_of(object, "visited_at"),
              .outcome = {},
              .outcome_note = text_of(object, "outcome_note"),
              .failures = static_cast<int>(whole_of(object, "failures")),
              .unchanged = static_cast<int>(whole_of(object, "unchanged")),
              .etag = text_of(object, "etag"),
              .last_modified = text_of(object, "last_modified"),
              .snapshot = text_of(object, "snapshot"),
              .report_agency = text_of(object, "report_agency"),
              .report_year = static_cast<int>(whole_of(object, "report_year")),
              .replaced_agency = text_of(object, "replaced_agency"),
              .replaced_year = static_cast<int>(whole_of(object, "replaced_year"))};
    if (const auto* outcome = object.if_contains("outcome"); outcome != nullptr && outcome->is_string()) {
        TRY(known, enum_of<VisitOutcome>(object, "outcome"));
        page.outcome = known;
    }
    return page;
}

}  // namespace ogi::model
