#include "daemon/visit/capture_class.h"

#include <algorithm>

namespace ogi::daemon {

using model::ChangeClass;
using model::ChangeType;
using model::VisitOutcome;

namespace {

ChangeClass deepest_difference(const Levels& before, const Levels& after) {
    if (before.marks->structure != after.marks->structure) return ChangeClass::structure;
    if (before.marks->values != after.marks->values) return ChangeClass::value;
    if (before.content != after.content) return ChangeClass::editorial;
    return before.marks->text != after.marks->text ? ChangeClass::page_template : ChangeClass::transport;
}

// Of an image nobody says that it differs in more than bytes but who tells of the change.
bool is_recognised(const Ingested& ingested) {
    return std::ranges::all_of(ingested.reports,
                               [](const ShownReport& shown) { return shown.report.ocr.has_value(); });
}

}  // namespace

std::optional<ChangeClass> class_between(const Levels& before, const Levels& after) {
    if (!before.marks || !after.marks) return std::nullopt;
    return deepest_difference(before, after);
}

void class_capture(model::Page& page, const model::Page& before, const Visited& visited,
                   const std::vector<model::Change>& changes) {
    const auto tells_of = [&](ChangeType type) {
        return std::ranges::find(changes, type, &model::Change::type) != changes.end();
    };
    if (page.outcome == VisitOutcome::changed && visited.ingested) {
        page.marks = visited.ingested->marks;
        page.change_class =
            tells_of(ChangeType::restored)
                ? ChangeClass::restored
                : class_between({before.marks, before.content}, {page.marks, visited.ingested->content});
        if (page.change_class && changes.empty() && is_recognised(*visited.ingested))
            page.change_class = ChangeClass::transport;
    } else if (page.outcome == VisitOutcome::gone && tells_of(ChangeType::withdrawn)) {
        page.marks.reset();
        page.change_class = ChangeClass::withdrawn;
    }
}

}  // namespace ogi::daemon
