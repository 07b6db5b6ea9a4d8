#pragma once

#include "base/result.h"
#include "daemon/answers/question.h"
#include "daemon/decisions/rulings.h"
#include "storage/store.h"

namespace ogi::daemon {

// Answers About::agencies, agency, doubts and decisions, whole: they are few beside reports. Fails with
// `not_found` for an agency that is not known, and as the store does.
base::Result<void> answer_decided(const storage::Store& store, const Rulings& rulings,
                                  const Question& question, const LineSink& sink);

}  // namespace ogi::daemon
