#include "daemon/page_line.h"

#include "daemon/due.h"
#include "model/page_json.h"

namespace ogi::daemon {

std::string page_line(const model::Page& page) {
    auto line = model::to_json(page);
    // Quotes within a text are escaped, so this is the member and nothing else.
    const auto written = "\"due_at\":\"" + base::to_iso(page.due_at) + "\"";
    const auto due = told_due(page.due_at);
    const auto told = "\"due_at\":" + (due ? "\"" + base::to_iso(*due) + "\"" : std::string{"null"}) +
                      ",\"asked_for\":" + (is_asked_for(page.due_at) ? "true" : "false");
    if (const auto at = line.find(written); at != std::string::npos) line.replace(at, written.size(), told);
    return line;
}

}  // namespace ogi::daemon
