#pragma once

#include "model/change.h"
#include "model/failure.h"
#include "model/host.h"
#include "model/page.h"
#include "model/report.h"
#include "model/visit.h"

#include <optional>
#include <string_view>

// The words that stand for enum values on disk and on the wire. Changing one changes a format.
namespace ogi::model {

std::string_view name_of(CellKind);
std::string_view name_of(CheckOutcome);
std::string_view name_of(Generation);  // "free", "2019", "2021", "mixed".
std::string_view name_of(Format);
std::string_view name_of(Verdict);
std::string_view name_of(ChangeType);
std::string_view name_of(Cause);
std::string_view name_of(ChangeClass);  // "template" for page_template.
std::string_view name_of(ChangeSeverity);
std::string_view name_of(VisitOutcome);
std::string_view name_of(FailureReason);
std::string_view name_of(GoneReason);
std::string_view name_of(Doubt);
std::string_view name_of(PageRole);
std::string_view name_of(WaitReason);
std::string_view name_of(RobotsStanding);

// The value a word stands for; nullopt for any other word.
template <class Enum>
std::optional<Enum> from_name(std::string_view word);

template <>
std::optional<CellKind> from_name<CellKind>(std::string_view);
template <>
std::optional<CheckOutcome> from_name<CheckOutcome>(std::string_view);
template <>
std::optional<Generation> from_name<Generation>(std::string_view);
template <>
std::optional<Format> from_name<Format>(std::string_view);
template <>
std::optional<Verdict> from_name<Verdict>(std::string_view);
template <>
std::optional<ChangeType> from_name<ChangeType>(std::string_view);
template <>
std::optional<Cause> from_name<Cause>(std::string_view);
template <>
std::optional<ChangeClass> from_name<ChangeClass>(std::string_view);
template <>
std::optional<ChangeSeverity> from_name<ChangeSeverity>(std::string_view);
template <>
std::optional<VisitOutcome> from_name<VisitOutcome>(std::string_view);
template <>
std::optional<FailureReason> from_name<FailureReason>(std::string_view);
template <>
std::optional<GoneReason> from_name<GoneReason>(std::string_view);
template <>
std::optional<Doubt> from_name<Doubt>(std::string_view);
template <>
std::optional<PageRole> from_name<PageRole>(std::string_view);
template <>
std::optional<WaitReason> from_name<WaitReason>(std::string_view);
template <>
std::optional<RobotsStanding> from_name<RobotsStanding>(std::string_view);

}  // namespace ogi::model
