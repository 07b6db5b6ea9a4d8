#pragma once

#include "model/change.h"

#include <string>

// What happened to a report, in Chinese, for readers of feeds.
namespace ogi::daemon {

// Of the cells that an entry changed so many are told, and how many more there are.
inline constexpr std::size_t cells_told_max = 20;

// "有修改"
std::string_view words_of(model::ChangeType type);
// "某县财政局2023年度报告：有修改（3项数字）"
std::string change_title(const model::Change& change);
// A line a thing that differs: "表三…“（一）予以公开”行“总计”列：6件 → 8件". Empty where there is nothing to
// tell.
std::string change_summary(const model::Change& change);

}  // namespace ogi::daemon
