#pragma once

#include "base/result.h"
#include "base/time.h"
#include "daemon/imports/import_captures.h"

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ogi::daemon {

// A document that is to be imported, as a table or a folder names it.
struct DocumentEntry {
    std::filesystem::path file;
    std::string name;  // For people, and, where it has no URL, for its address.
    std::string url{};
    std::string agency{};
    int year = 0;                      // 0: not told.
    std::optional<base::Date> date{};  // When it was had; else when the file was last written.
};

// A table that is longer is refused.
inline constexpr std::size_t table_bytes_max = std::size_t{16} << 20;

struct DocumentList {
    std::vector<DocumentEntry> entries{};
    std::vector<std::string> faults{};  // "table.csv: line 3: …". The lines that are right go on.
};

// Every file below a folder, in order of name, without those whose names begin with a dot. Fails with `io`.
base::Result<DocumentList> documents_in(const std::filesystem::path& folder);

// The documents of a table (RFC 4180, UTF-8), whose first line names the columns: file, and any of url,
// agency, year, date, in English or Chinese; others are not read. Files are looked for beside the table.
// Fails with `malformed` where there is no column for files. A pure function.
base::Result<DocumentList> documents_of_table(std::string_view csv, const std::filesystem::path& table);

// Reads the file. Fails with `io`, `too_large` and, for a URL that is none, `malformed`.
base::Result<ImportedDocument> read_document_entry(const DocumentEntry& entry, std::size_t body_bytes_max,
                                                   std::string_view origin);

}  // namespace ogi::daemon
