#include "daemon/imports/import.h"

#include "daemon/imports/documents.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>

namespace ogi::daemon {

namespace fs = std::filesystem;
using base::ErrorCode;
using base::Result;

namespace {

constexpr std::array<std::string_view, 2> archive_marks = {"WARC/", "filedesc:"};
constexpr std::string_view gzip_magic = "\x1f\x8b";

bool is_archive(std::istream& file) {
    std::array<char, 16> first{};
    file.read(first.data(), first.size());
    const std::string_view begin{first.data(), static_cast<std::size_t>(file.gcount())};
    file.clear();
    file.seekg(0);
    return begin.starts_with(gzip_magic) ||
           std::ranges::any_of(archive_marks, [&](auto mark) { return begin.starts_with(mark); });
}

class Import {
  public:
    Import(const ImportGround& ground, const ImportWish& wish, const UnpackLimits& limits, base::UtcTime now)
        : ground_{ground}, wish_{wish}, limits_{limits}, staging_{ground.store, limits, now, summary_} {}

    Result<ImportSummary> run() {
        for (const auto& path : wish_.files) TRY_VOID(add(path));
        CaptureBelief belief{ground_, staging_.take(), summary_};
        TRY_VOID(belief.draw());
        return std::move(summary_);
    }

  private:
    Result<void> add(const fs::path& path) {
        std::error_code problem;
        if (fs::is_directory(path, problem)) {
            TRY(list, documents_in(path));
            return add_documents(list, path);
        }
        errno = 0;
        std::ifstream file{path, std::ios::binary};
        if (!file) {
            return base::fail(ErrorCode::io, path.string() + ": " + std::strerror(errno));
        }
        if (path.extension() == ".csv") {
            std::string csv(table_bytes_max + 1, '\0');
            file.read(csv.data(), static_cast<std::streamsize>(csv.size()));
            csv.resize(static_cast<std::size_t>(file.gcount()));
            if (csv.size() > table_bytes_max) {
                return base::fail(ErrorCode::too_large, path.string() + " is longer than table_bytes_max, " +
                                                            std::to_string(table_bytes_max) + " bytes");
            }
            TRY(list, documents_of_table(csv, path));
            return add_documents(list, path);
        }
        if (is_archive(file)) return staging_.add_archive(file, path.filename().string(), ground_.stopped);
        return add_documents({.entries = {{.file = path, .name = path.filename().string()}}}, path);
    }

    Result<void> add_documents(const DocumentList& list, const fs::path& path) {
        for (const auto& fault : list.faults) {
            ++summary_.damaged;
            summary_.tell(fault);
        }
        const auto named = path.filename().empty() ? path.parent_path() : path;
        for (auto entry : list.entries) {
            if (ground_.stopped()) return base::fail(ErrorCode::busy, "stopped; run it again to go on");
            if (entry.agency.empty()) entry.agency = wish_.agency;
            auto document = read_document_entry(entry, limits_.body_bytes_max, named.filename().string());
            if (!document) {
                ++summary_.damaged;
                summary_.tell(std::move(document).error().context);
                continue;
            }
            TRY_VOID(staging_.add_document(*std::move(document)));
        }
        return {};
    }

    const ImportGround& ground_;
    const ImportWish& wish_;
    const UnpackLimits& limits_;
    ImportSummary summary_;
    CaptureStaging staging_;
};

}  // namespace

Result<ImportSummary> import_files(const ImportGround& ground, const ImportWish& wish,
                                   const UnpackLimits& limits, base::UtcTime now) {
    return Import{ground, wish, limits, now}.run();
}

}  // namespace ogi::daemon
