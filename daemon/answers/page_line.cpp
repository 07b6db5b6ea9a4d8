#include "daemon/answers/page_line.h"

#include "daemon/crawl/due.h"
#include "model/page_json.h"

namespace ogi::daemon {

std::string page_line(const model::Page& page, base::UtcTime now) {
    const bool asked_for = is_asked_for(page.due_at);
    auto line = model::to_json(page);
    // Quotes within a text are escaped, so this is the member and nothing else.
    const auto member = [](base::UtcTime due) { return "\"due_at\":\"" + base::to_iso(due) + "\""; };
    const auto written = member(page.due_at);
    const auto told =
        member(asked_for ? now : page.due_at) + ",\"asked_for\":" + (asked_for ? "true" : "false");
    if (const auto at = line.find(written); at != std::string::npos) line.replace(at, written.size(), told);
    return line;
}

}  // namespace ogi::daemon
