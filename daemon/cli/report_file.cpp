#include "daemon/cli/report_file.h"

#include "base/read_all.h"
#include "daemon/visit/read_body.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <optional>

namespace ogi::daemon {

namespace {

std::optional<std::string> read_file(const std::string& name, std::istream& in) {
    if (name == "-") return base::read_all(in);
    errno = 0;
    std::ifstream file{name, std::ios::binary};
    // A folder opens, and fails only when it is read.
    if (!file || file.peek() == std::ifstream::traits_type::eof()) {
        if (errno != 0) return std::nullopt;
        return std::string{};
    }
    return base::read_all(file);
}

std::vector<model::Report> parse_bytes(std::string bytes, const parser::Hints& hints,
                                       const extract::Programs& programs) {
    model::Snapshot snapshot;
    if (auto url = base::Url::parse(hints.url)) snapshot.url = snapshot.final_url = *std::move(url);
    snapshot.body = std::move(bytes);
    auto read = read_body(snapshot, programs);
    std::vector<model::Report> reports;
    for (std::size_t i = 0; read && i < read->documents.size(); ++i) {
        auto with = hints;
        if (read->archive) with.called = read->names[i];
        std::ranges::move(parser::parse_reports(read->documents[i], with), std::back_inserter(reports));
    }
    std::ranges::stable_partition(reports, &model::Report::is_report);
    if (!reports.empty()) {
        // Of several documents that are no report, the first says why.
        const auto beside = std::remove_if(reports.begin() + 1, reports.end(),
                                           [](const auto& report) { return !report.is_report; });
        reports.erase(beside, reports.end());
        return reports;
    }
    model::Report unread;
    unread.reason = read ? "an archive without documents" : read.error().context;
    if (read && !read->left_out.empty()) unread.reason += ", " + read->left_out.front();
    const bool is_unread = !read && (read.error().code == base::ErrorCode::not_found ||
                                     read.error().code == base::ErrorCode::timeout);
    if (is_unread) unread.reason.insert(0, "not readable: ");
    return {unread};
}

}  // namespace

base::Result<std::vector<model::Report>> read_report_file(const std::string& name, const parser::Hints& hints,
                                                          std::istream& in,
                                                          const extract::Programs& programs) {
    TRY(bytes, read_file_bytes(name, in));
    return parse_bytes(std::move(bytes), hints, programs);
}

base::Result<std::string> read_file_bytes(const std::string& name, std::istream& in) {
    auto bytes = read_file(name, in);
    if (!bytes) return base::fail(base::ErrorCode::io, name + ": " + std::strerror(errno));
    return *std::move(bytes);
}

}  // namespace ogi::daemon
