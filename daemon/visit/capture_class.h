#pragma once

#include "daemon/visit/visited.h"
#include "model/change.h"
#include "model/page.h"

#include <optional>
#include <string>
#include <vector>

namespace ogi::daemon {

// What a body says on all levels but bytes.
struct Levels {
    std::optional<model::CaptureMarks> marks{};
    std::string content{};  // Ingested::content.
};

// The deepest level on which two bodies differ; nothing where one of them shows no report.
std::optional<model::ChangeClass> class_between(const Levels& before, const Levels& after);

// Writes into the page how the body that a visit brought differs from the one before it, by the deepest level
// on which they do (model/change_class.h); nothing where one of them shows no report. `before`: the page as
// it was before the visit, `changes`: what follows from it. A pure function.
void class_capture(model::Page& page, const model::Page& before, const Visited& visited,
                   const std::vector<model::Change>& changes);

}  // namespace ogi::daemon
