#include "daemon/cli/report_file.h"

#include "extract/read_document.h"

#include <cerrno>
#include <cstring>
#include <fstream>
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

}  // namespace

base::Result<std::vector<model::Report>> read_report_file(const std::string& name, const parser::Hints& hints,
                                                          std::istream& in) {
    TRY(bytes, read_file_bytes(name, in));
    return parse_bytes(std::move(bytes), hints);
}

base::Result<std::string> read_file_bytes(const std::string& name, std::istream& in) {
    auto bytes = read_file(name, in);
    if (!bytes) return base::fail(base::ErrorCode::io, name + ": " + std::strerror(errno));
    return *std::move(bytes);
}

}  // namespace ogi::daemon
