#pragma once

#include "model/report.h"

#include <string>
#include <string_view>
#include <vector>

namespace ogi::daemon {

// What one cell of the forms is, for people and for machines.
struct DictionaryEntry {
    std::string cell;  // "requests.granted.total"
    std::string table;  // As the form prints it: "表三“收到和处理政府信息公开申请情况”" …
    std::string row;      // … "（一）予以公开" …
    std::string column;   // … "总计".
    std::string english;  // "Requests: granted – total"
    std::string kind;     // "count", "signed" (may be below zero), "amount" (with decimals).
    std::string unit;     // Of the form; empty: as written in the cell.
    std::vector<std::string> generations{};  // Of "free", "2019", "2021".
    std::vector<std::string> identities{};   // Ids of the checks it stands in, of any generation.

    bool is_in(std::string_view generation) const;
    // An amount of money may be written in another unit than the form's: it never stands without its own.
    bool has_unit_beside() const { return kind == "amount"; }
    // "（一）予以公开 · 总计"
    std::string label() const;
};

// Every cell of the forms once, in the order of the printed forms: tables of 2019 and 2021, then the national
// statistics table of the free-form years.
const std::vector<DictionaryEntry>& dictionary();
// nullptr for an id that no form has.
const DictionaryEntry* find_in_dictionary(std::string_view cell);

// The cells that reports of a generation may have, in that order; of `mixed` those of 2019 and 2021.
std::vector<const DictionaryEntry*> cells_of(model::Generation generation);

// The dictionary as a page of Markdown.
std::string dictionary_page();

}  // namespace ogi::daemon
