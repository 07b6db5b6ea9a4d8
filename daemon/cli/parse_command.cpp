#include "daemon/cli/parse_command.h"

#include "base/digest.h"
#include "base/json_writer.h"
#include "daemon/exit_code.h"
#include "extract/read_document.h"
#include "model/report_json.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iostream>
#include <iterator>
#include <optional>

namespace ogi::daemon {

namespace {

std::optional<std::string> read_all(std::istream& in) {
    std::string bytes{std::istreambuf_iterator<char>{in}, {}};
    return in.bad() ? std::nullopt : std::optional{std::move(bytes)};
}

std::optional<std::string> read_file(const std::string& name, std::istream& in) {
    if (name == "-") return read_all(in);
    errno = 0;
    std::ifstream file{name, std::ios::binary};
    // A folder opens, and fails only when it is read.
    if (!file || file.peek() == std::ifstream::traits_type::eof()) {
        if (errno != 0) return std::nullopt;
        return std::string{};
    }
    return read_all(file);
}

// The reports of a file; one that is none where it holds none.
std::vector<model::Report> parse_bytes(std::string bytes, const parser::Hints& hints) {
    model::Snapshot snapshot;
    if (auto url = base::Url::parse(hints.url)) snapshot.url = snapshot.final_url = *std::move(url);
    snapshot.body = std::move(bytes);
    const auto document = extract::read_document(snapshot);
    if (document) return parser::parse_reports(*document, hints);
    model::Report unread;
    unread.reason = document.error().context;
    return {unread};
}

void write_further(base::JsonWriter& json, const std::vector<model::Report>& reports) {
    json.key("further_reports").begin_array();
    for (std::size_t i = 1; i < reports.size(); ++i) {
        json.begin_object();
        model::write_report_members(json, reports[i]);
        json.end_object();
    }
    json.end_array();
}

}  // namespace

int parse_files(const std::vector<std::string>& files, const parser::Hints& hints, std::istream& in,
                std::ostream& out, std::ostream& err) {
    int code = 0;
    for (const auto& file : files) {
        auto bytes = read_file(file, in);
        if (!bytes) {
            err << "ogi: " << file << ": " << std::strerror(errno) << '\n';
            code = exit_failed;
            continue;
        }
        const auto reports = parse_bytes(*std::move(bytes), hints);
        base::JsonWriter json;
        json.begin_object().field("file", file);
        model::write_report_members(json, reports.front());
        if (reports.size() > 1) write_further(json, reports);
        json.end_object();
        out << json.text() << '\n';
        if (!reports.front().is_report && code == 0) code = exit_not_a_report;
    }
    return code;
}

}  // namespace ogi::daemon
