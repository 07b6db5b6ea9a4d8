#pragma once

#include "daemon/web/html.h"
#include "daemon/web/words.h"

#include <boost/json/object.hpp>

// What a report's page tells around the tables.
namespace ogi::daemon {

// What its page shows now.
enum class Belief { believed, in_doubt };
// In which state it is, whose it is, where it came from, when it was seen, by what it was read.
void write_report_facts(Html& html, Language language, const boost::json::object& report, Belief belief);

// What people put right or found to be as printed, cells in doubt, remarks; nothing where there is none of
// it.
void write_report_remarks(Html& html, Language language, const boost::json::object& report);

// Figures in the prose, statistics tables of the free years, the text.
void write_report_text(Html& html, Language language, const boost::json::object& report);

}  // namespace ogi::daemon
