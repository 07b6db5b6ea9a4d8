#pragma once

#include "base/json_writer.h"
#include "base/result.h"
#include "model/decision.h"

#include <optional>
#include <string>
#include <string_view>

namespace ogi::model {

std::string_view name_of(DecisionKind kind);
std::optional<DecisionKind> decision_kind_of(std::string_view word);

// One line of the decisions file; members that a kind does not have are left out.
std::string to_json(const Decision& decision);
void write_decision_members(base::JsonWriter& json, const Decision& decision);

// Reads such a line, also one without `id` and `at`: a decision that is being made. Fails with `malformed`,
// naming the member, where the line is no object, a member that the kind needs is missing or makes no sense.
// A kind that is not known is no failure.
base::Result<Decision> parse_decision_json(std::string_view line);

// What a decision that is made now is called: a digest of all that it says, `id` left out. Equal lines are
// one decision.
std::string decision_id(const Decision& decision);

// "number 12", "blank": for messages.
std::string words_of(const Figure& figure);

}  // namespace ogi::model
