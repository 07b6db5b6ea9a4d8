#pragma once

#include "daemon/answers/question.h"
#include "daemon/web/pages.h"

#include <boost/json/object.hpp>

// The lines of a page of differences.
namespace ogi::daemon {

// Which two are compared. Fails with `usage`.
base::Result<Question> diff_question(const PageRequest& request);

// The operations that lead from one to the other; with the parameter `all` behind them the figures that are
// the same ("op": "same"), or that stand in a first revision, which differs from nothing ("op": "first").
base::Result<Rows> diff_rows(const ApiContext& context, const PageRequest& request);
bool is_unchanged_figure(const boost::json::object& line);

}  // namespace ogi::daemon
