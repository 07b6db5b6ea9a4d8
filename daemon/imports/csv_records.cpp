#include "daemon/imports/csv_records.h"

#include "base/utf8.h"

#include <algorithm>

namespace ogi::daemon {

std::optional<CsvRecord> CsvCutter::next() {
    if (rest_.empty()) return std::nullopt;
    CsvRecord record{.line = line_, .cells = {}};
    do record.cells.push_back(cell(record));
    while (take(','));
    take('\r');
    if (take('\n')) ++line_;
    return record;
}

bool CsvCutter::take(char c) {
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
}

std::string CsvCutter::cell(CsvRecord& record) {
    std::string text;
    if (take('"')) {
        while (true) {
            const auto quote = rest_.find('"');
            const auto part = rest_.substr(0, quote);
            text += part;
            line_ += static_cast<std::size_t>(std::ranges::count(part, '\n'));
            rest_.remove_prefix(part.size());
            record.unclosed = rest_.empty();
            take('"');
            if (!take('"')) break;
            text += '"';
        }
    }
    const auto end = std::min(rest_.find_first_of(",\r\n"), rest_.size());
    text += rest_.substr(0, end);
    rest_.remove_prefix(end);
    return std::string{base::trim(text)};
}

}  // namespace ogi::daemon
