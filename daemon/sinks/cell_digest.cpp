#include "daemon/sinks/cell_digest.h"

#include "base/digest.h"
#include "model/names.h"

#include <algorithm>

namespace ogi::daemon {

std::string_view corrector_of(const model::Report& report, std::string_view cell) {
    const auto corrected = std::ranges::find(report.corrections, cell, &model::Correction::cell);
    return corrected == report.corrections.end() ? std::string_view{} : corrected->by;
}

std::string cells_digest(const model::Report& report) {
    std::string lines;
    const auto add = [&](std::string_view text) {
        for (const char c : text) lines += c == '\0' ? std::string{"\xEF\xBF\xBD"} : std::string(1, c);
    };
    for (const auto& [id, cell] : report.cells) {
        if (!lines.empty()) lines += '\n';
        add(id);
        const auto digits = cell.value ? cell.value->text() : std::string{};
        for (const auto text :
             {model::name_of(cell.kind), std::string_view{digits}, std::string_view{cell.raw},
              std::string_view{cell.unit}, corrector_of(report, id)}) {
            lines += '\t';
            add(text);
        }
    }
    return base::sha256_hex(lines);
}

}  // namespace ogi::daemon
