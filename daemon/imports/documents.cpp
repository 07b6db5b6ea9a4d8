#include "daemon/imports/documents.h"

#include "base/digest.h"
#include "base/utf8.h"
#include "daemon/imports/csv_records.h"
#include "daemon/visit/ingest.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <cstring>
#include <fstream>
#include <iterator>
#include <map>

namespace ogi::daemon {

namespace fs = std::filesystem;
using base::ErrorCode;
using base::fail;
using base::Result;

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr int year_first = 2000;
constexpr int year_last = 2100;

enum class Column { file, url, agency, year, date };
struct ColumnName {
    std::string_view name;
    Column column;
};
constexpr std::array column_names = {
    ColumnName{"file", Column::file},   ColumnName{"文件", Column::file},
    ColumnName{"文件名", Column::file}, ColumnName{"路径", Column::file},
    ColumnName{"url", Column::url},     ColumnName{"网址", Column::url},
    ColumnName{"链接", Column::url},    ColumnName{"agency", Column::agency},
    ColumnName{"机关", Column::agency}, ColumnName{"机构", Column::agency},
    ColumnName{"单位", Column::agency}, ColumnName{"发布机构", Column::agency},
    ColumnName{"year", Column::year},   ColumnName{"年份", Column::year},
    ColumnName{"年度", Column::year},   ColumnName{"date", Column::date},
    ColumnName{"日期", Column::date},
};

// Heads are written as one likes: "URL", "File".
std::string lower(std::string text) {
    for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return text;
}

// A path as the path of a URL: what has a meaning there is escaped, the rest Url escapes.
std::string url_path(std::string_view path) {
    std::string escaped;
    for (const char c : path) {
        switch (c) {
            case '%':
                escaped += "%25";
                break;
            case '?':
                escaped += "%3F";
                break;
            case '#':
                escaped += "%23";
                break;
            case '\\':
                escaped += "%5C";
                break;
            default:
                escaped += c;
        }
    }
    return escaped;
}

Result<base::UtcTime> last_written(const fs::path& file) {
    std::error_code problem;
    const auto time = fs::last_write_time(file, problem);
    if (problem) return fail(ErrorCode::io, file.string() + ": " + problem.message());
    return base::UtcTime{std::chrono::floor<std::chrono::milliseconds>(
        std::chrono::file_clock::to_sys(time).time_since_epoch())};
}

// One line of a table under its titles.
class TableLine {
  public:
    TableLine(const std::map<Column, std::size_t>& columns, const CsvRecord& record)
        : columns_{columns}, record_{record} {}

    std::string cell(Column column) const {
        const auto place = columns_.find(column);
        return place == columns_.end() || place->second >= record_.cells.size()
                   ? std::string{}
                   : record_.cells[place->second];
    }

    // What is wrong with the line; empty if nothing.
    std::string read(DocumentEntry& entry) const {
        if (record_.unclosed) return "a quote is opened and never closed";
        entry.name = cell(Column::file);
        if (entry.name.empty()) return "no file";
        entry.url = cell(Column::url);
        entry.agency = cell(Column::agency);
        if (!base::is_valid_utf8(entry.name + entry.agency)) return "not UTF-8; save the table as UTF-8";
        if (const auto year = cell(Column::year); !year.empty()) {
            const auto [end, wrong] = std::from_chars(year.data(), year.data() + year.size(), entry.year);
            const auto rest =
                std::string_view{end, static_cast<std::size_t>(year.data() + year.size() - end)};
            if (wrong != std::errc{} || (!rest.empty() && rest != "年" && rest != "年度") ||
                entry.year < year_first || entry.year > year_last)
                return "no year: " + year;
        }
        if (const auto date = cell(Column::date); !date.empty()) {
            const auto parsed = base::parse_iso_date(date);
            if (!parsed) return "no date as in 2021-01-31: " + date;
            entry.date = *parsed;
        }
        return {};
    }

  private:
    const std::map<Column, std::size_t>& columns_;
    const CsvRecord& record_;
};

}  // namespace

Result<DocumentList> documents_in(const fs::path& folder) {
    DocumentList list;
    std::error_code problem;
    for (fs::recursive_directory_iterator walk{folder, problem}, end; !problem && walk != end;
         walk.increment(problem)) {
        if (walk->path().filename().string().starts_with('.')) {
            walk.disable_recursion_pending();
        } else if (walk->is_regular_file()) {
            const auto base = fs::absolute(folder).lexically_normal();
            const auto named = base.filename().empty() ? base.parent_path() : base;
            const auto name = named.filename() / walk->path().lexically_relative(folder);
            list.entries.push_back({.file = walk->path(), .name = name.generic_string()});
        }
    }
    if (problem) return fail(ErrorCode::io, folder.string() + ": " + problem.message());
    std::ranges::sort(list.entries, {}, &DocumentEntry::name);
    return list;
}

Result<DocumentList> documents_of_table(std::string_view csv, const fs::path& table) {
    if (csv.starts_with(byte_order_mark)) csv.remove_prefix(byte_order_mark.size());
    CsvCutter cutter{csv};
    std::map<Column, std::size_t> columns;
    if (const auto head = cutter.next()) {
        for (std::size_t i = 0; i < head->cells.size(); ++i) {
            const auto known = std::ranges::find(column_names, lower(head->cells[i]), &ColumnName::name);
            if (known != column_names.end()) columns.emplace(known->column, i);
        }
    }
    if (!columns.contains(Column::file))
        return fail(ErrorCode::malformed,
                    table.string() + ": its first line names no column \"file\" (or 文件)");
    DocumentList list;
    while (const auto record = cutter.next()) {
        if (record->cells.size() == 1 && record->cells[0].empty()) continue;
        DocumentEntry entry;
        auto fault = TableLine{columns, *record}.read(entry);
        if (!fault.empty()) {
            list.faults.push_back(table.filename().string() + ": line " + std::to_string(record->line) +
                                  ": " + fault);
            continue;
        }
        entry.file = table.parent_path() / fs::path{entry.name};
        list.entries.push_back(std::move(entry));
    }
    return list;
}

Result<ImportedDocument> read_document_entry(const DocumentEntry& entry, std::size_t body_bytes_max,
                                             std::string_view origin) {
    errno = 0;
    std::ifstream file{entry.file, std::ios::binary};
    if (!file) return fail(ErrorCode::io, entry.name + ": " + std::strerror(errno));
    std::string body(body_bytes_max + 1, '\0');
    file.read(body.data(), static_cast<std::streamsize>(body.size()));
    if (file.bad()) return fail(ErrorCode::io, entry.name + " cannot be read");
    body.resize(static_cast<std::size_t>(file.gcount()));
    if (body.size() > body_bytes_max)
        return fail(ErrorCode::too_large, entry.name + " is longer than body_bytes_max");
    const auto place = "http://" + std::string{documents_host} + "/" + url_path(entry.name);
    auto url = base::Url::parse(entry.url.empty() ? place : entry.url);
    if (!url) return fail(ErrorCode::malformed, entry.name + ": no URL: " + entry.url);
    base::UtcTime at;
    if (entry.date) {
        at = base::UtcTime{std::chrono::sys_days{*entry.date}};
    } else {
        TRY(written, last_written(entry.file));
        at = written;
    }
    ImportedDocument document{.name = entry.name, .snapshot = {}, .agency = entry.agency, .year = entry.year};
    auto& snapshot = document.snapshot;
    snapshot.url = snapshot.final_url = *std::move(url);
    snapshot.fetched_at = at;
    snapshot.digest = base::sha256_hex(body);
    snapshot.body = std::move(body);
    snapshot.origin = origin;
    return document;
}

}  // namespace ogi::daemon
