#include "daemon/imports/export_warc.h"

#include "archive/capture_reader.h"
#include "archive/record_digest.h"
#include "base/digest.h"
#include "report_site.h"
#include "small_store.h"

#include <gtest/gtest.h>

#include <sstream>

namespace ogi::daemon {
namespace {

constexpr base::UtcTime day{std::chrono::hours{24} * 20'000};

model::Snapshot capture(std::string_view url, std::string body, base::UtcTime at) {
    model::Snapshot made;
    made.url = made.final_url = base::Url::parse(url).value();
    made.fetched_at = at;
    made.content_type = "text/html";
    made.head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n";
    made.body = std::move(body);
    made.digest = base::sha256_hex(made.body);
    return made;
}

class ExportWarc : public testing::Test {
  protected:
    void put(const model::Snapshot& snapshot) { ASSERT_TRUE(small_.store().put_snapshot(snapshot)); }

    std::vector<archive::Record> exported(const ExportSelector& selector = {}) {
        std::stringstream file;
        const auto summary =
            export_warc(small_.store(), selector, file, WarcCompression::gzip, "x.warc.gz", day);
        EXPECT_TRUE(summary);
        summary_ = *summary;
        archive::RecordReader reader{file};
        std::vector<archive::Record> records;
        while (true) {
            auto next = reader.next();
            EXPECT_TRUE(next);
            if (!next || !*next) return records;
            records.push_back(**std::move(next));
        }
    }
    static std::vector<std::string> told(const std::vector<archive::Record>& records) {
        std::vector<std::string> lines;
        for (const auto& record : records) lines.push_back(record.type + " " + record.target_uri);
        return lines;
    }

    SmallStore small_;
    ExportSummary summary_;
};

using Lines = std::vector<std::string>;

TEST_F(ExportWarc, BodiesStandInTheFileOnce) {
    put(capture("http://a.example/1", "A", day));
    put(capture("http://a.example/1", "B", day + std::chrono::hours{1}));
    put(capture("http://a.example/1", "A", day + std::chrono::hours{2}));
    auto old = capture("http://a.example/2", "C", day);
    old.head.clear();
    put(old);
    const auto records = exported();
    EXPECT_EQ(told(records), (Lines{"warcinfo ", "response http://a.example/1", "response http://a.example/1",
                                    "revisit http://a.example/1", "resource http://a.example/2"}));
    EXPECT_EQ(records[3].field("WARC-Refers-To"), records[1].id);
    EXPECT_EQ(records[3].date, day + std::chrono::hours{2});
    EXPECT_EQ(summary_.captures, 4u);
    EXPECT_EQ(summary_.revisits, 1u);
    EXPECT_EQ(summary_.without_head, 1u);
    for (std::size_t i = 1; i < records.size(); ++i) {
        EXPECT_EQ(records[i].field("WARC-Warcinfo-ID"), records[0].id);
        EXPECT_EQ(archive::check_digest(records[i].field("WARC-Block-Digest"), records[i].block),
                  archive::DigestOutcome::right);
    }
    EXPECT_EQ(records[0].field("WARC-Filename"), "x.warc.gz");
}

TEST_F(ExportWarc, FieldsOfAFormGoIntoARequest) {
    auto posted = capture("http://a.example/1", "A", day);
    posted.form = "page=2";
    put(posted);
    EXPECT_EQ(told(exported()),
              (Lines{"warcinfo ", "response http://a.example/1", "request http://a.example/1"}));
}

TEST_F(ExportWarc, SelectsByUrlTimeAgencyAndYear) {
    small_.report("甲县财政局", 2020, 1, "http://a.example/1");
    small_.report("甲县财政局", 2021, 1, "http://a.example/2");
    small_.report("乙县财政局", 2020, 1, "http://b.example/1");
    for (const auto* url :
         {"http://a.example/1", "http://a.example/2", "http://b.example/1", "http://c.example/"})
        put(capture(url, url, day));
    put(capture("http://a.example/1", "later", day + std::chrono::hours{48}));
    const auto count = [&](const ExportSelector& selector) { return exported(selector).size() - 1; };
    EXPECT_EQ(count({}), 5u);
    EXPECT_EQ(count({.agency = "甲县"}), 3u);
    EXPECT_EQ(count({.agency = "甲县", .year = 2021}), 1u);
    EXPECT_EQ(count({.year = 2020}), 3u);
    EXPECT_EQ(count({.url = "http://c.example"}), 1u);
    EXPECT_EQ(count({.since = day + std::chrono::hours{24}}), 1u);
    EXPECT_EQ(count({.agency = "nobody"}), 0u);
    std::stringstream file;
    const auto refused =
        export_warc(small_.store(), {.url = "not a url"}, file, WarcCompression::none, "", day);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, base::ErrorCode::usage);
}

TEST_F(ExportWarc, AFileThatTakesNothingMoreIsTold) {
    put(capture("http://a.example/1", "A", day));
    std::stringstream file;
    file.setstate(std::ios::badbit);
    const auto refused = export_warc(small_.store(), {}, file, WarcCompression::none, "", day);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, base::ErrorCode::io);
}

}  // namespace
}  // namespace ogi::daemon
