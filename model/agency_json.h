#pragma once

#include "base/result.h"
#include "model/agency.h"

#include <optional>
#include <string>
#include <string_view>

namespace ogi::model {

// The words that stand for the values on disk, on the wire and in a roster's CSV.
std::string_view name_of(AgencyLevel);
std::string_view name_of(AgencyKind);
std::string_view name_of(AgencyOrigin);
std::optional<AgencyLevel> agency_level_of(std::string_view word);
std::optional<AgencyKind> agency_kind_of(std::string_view word);

// "01-31", and back; nullopt for no day of a year.
std::string to_text(std::chrono::month_day);
std::optional<std::chrono::month_day> parse_month_day(std::string_view text);

std::string to_json(const Agency& agency);
// Fails with `malformed`.
base::Result<Agency> parse_agency_json(std::string_view line);

}  // namespace ogi::model
