#pragma once

#include "archive/record_digest.h"
#include "archive_maker.h"
#include "base/digest.h"
#include "daemon/imports/export_warc.h"
#include "daemon/imports/import.h"
#include "report_site.h"

#include <gtest/gtest.h>

namespace ogi::daemon {

using namespace std::chrono_literals;
inline const auto page_2020 = url_of_year(2020);
inline const model::ReportKey key_2020{"示例县财政局", 2020};

// A crawler of our own on paper, and files to import beside it.
class Importing : public testing::Test {
  protected:
    explicit Importing(std::string_view entry = "http://b.example/index.html") : paper_{entry} {
        paper_.settings.decide.revisit.withdrawal_confirm = std::chrono::hours{24};
    }

    storage::Store& store() const { return paper_.small.store(); }
    std::filesystem::path file(std::string_view name) const {
        return paper_.small.folder().parent_path() / name;
    }

    base::Result<ImportSummary> try_import(std::vector<std::filesystem::path> files,
                                           const std::string& agency = {}) {
        const SourceScope scope{paper_.sources};
        const ImportGround ground{
            .store = store(),
            .scope = scope,
            .settings = {.decide = paper_.settings.decide, .bounds = paper_.settings.bounds},
            .write = [](const auto& work) { return work(); },
            .stopped = [this] { return stop_after_ >= 0 && stop_after_-- == 0; }};
        return import_files(ground, {std::move(files), agency}, {}, base::utc_now());
    }
    ImportSummary import(std::vector<std::filesystem::path> files, const std::string& agency = {}) {
        auto summary = try_import(std::move(files), agency);
        EXPECT_TRUE(summary) << summary.error().context;
        return *std::move(summary);
    }
    ImportSummary import_records(const std::vector<archive::Record>& records,
                                 std::string_view name = "x.warc.gz") {
        return import({write_archive(file(name), records)});
    }
    std::vector<model::Revision> history(const model::ReportKey& key = key_2020) const {
        return store().history(key).value();
    }
    std::size_t captures(std::string_view url) const {
        return store().captures(base::Url::parse(url).value())->size();
    }
    PaperCrawl paper_;
    int stop_after_ = -1;
};

}  // namespace ogi::daemon
