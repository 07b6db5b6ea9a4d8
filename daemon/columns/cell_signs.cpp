#include "daemon/columns/column_makers.h"

namespace ogi::daemon {

namespace {

void add_word(std::string& words, std::string_view word) {
    if (!words.empty()) words += ' ';
    words += word;
}

}  // namespace

std::string corrected_cells(const json::object& report) {
    std::string ids;
    const auto* cells = object_in(report, "cells");
    if (cells == nullptr) return ids;
    for (const auto& [id, cell] : *cells)
        if (cell.is_object() && cell.as_object().contains("corrected")) add_word(ids, id);
    return ids;
}

std::string suspect_cells(const json::object& report) {
    std::string ids;
    const auto* suspects = array_in(report, "suspects");
    if (suspects == nullptr) return ids;
    for (const auto& suspect : *suspects)
        if (suspect.is_object()) add_word(ids, text_at(suspect.as_object(), "cell"));
    return ids;
}

std::string implied_figure(const json::object& report, std::string_view cell) {
    const auto* suspects = array_in(report, "suspects");
    if (suspects == nullptr) return {};
    for (const auto& suspect : *suspects)
        if (suspect.is_object() && text_at(suspect.as_object(), "cell") == cell)
            return text_at(suspect.as_object(), "implied");
    return {};
}

}  // namespace ogi::daemon
