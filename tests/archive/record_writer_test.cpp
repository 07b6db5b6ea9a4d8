#include "archive/record_writer.h"

#include "archive/record_digest.h"
#include "archive/record_reader.h"

#include <gtest/gtest.h>

#include <sstream>

namespace ogi::archive {
namespace {

using Compression = RecordWriter::Compression;

Record sample(std::string target, std::string block) {
    return {.type = "resource",
            .id = {},
            .target_uri = std::move(target),
            .date = base::UtcTime{std::chrono::milliseconds{1'711'612'932'250}},
            .content_type = "text/html",
            .block = std::move(block),
            .fields = {{"WARC-Payload-Digest", "sha1:2FD4E1C67A2D28FCED849EE1BB76E7391B93EB12"}}};
}

TEST(RecordWriter, WritesWhatTheReaderReads) {
    for (const auto compression : {Compression::none, Compression::gzip}) {
        std::stringstream file;
        RecordWriter writer{file, compression};
        const auto binary = std::string("\0\r\n\r\nWARC/1.0\r\n\xff", 15);
        for (const auto& block : {std::string{"<p>年度报告</p>"}, std::string{}, binary})
            ASSERT_TRUE(writer.write(sample("http://a.example/年.html", block)));
        RecordReader reader{file};
        for (const auto& block : {std::string{"<p>年度报告</p>"}, std::string{}, binary}) {
            const auto record = reader.next();
            ASSERT_TRUE(record && *record);
            const auto& read = **record;
            EXPECT_EQ(read.block, block);
            EXPECT_EQ(read.type, "resource");
            EXPECT_EQ(read.target_uri, "http://a.example/年.html");
            EXPECT_EQ(base::to_iso(read.date), "2024-03-28T08:02:12.250Z");
            EXPECT_EQ(read.content_type, "text/html");
            EXPECT_EQ(read.field("warc-payload-digest"), "sha1:2FD4E1C67A2D28FCED849EE1BB76E7391B93EB12");
            EXPECT_EQ(check_digest(read.field("WARC-Block-Digest"), block), DigestOutcome::right);
            EXPECT_EQ(read.id, record_id(read));
        }
        const auto end = reader.next();
        EXPECT_TRUE(end && !*end);
    }
}

TEST(RecordWriter, ARecordKeepsItsNameAndAnotherHasAnother) {
    const auto one = sample("http://a.example/", "one");
    EXPECT_EQ(record_id(one), record_id(sample("http://a.example/", "one")));
    EXPECT_NE(record_id(one), record_id(sample("http://a.example/", "two")));
    EXPECT_NE(record_id(one), record_id(sample("http://b.example/", "one")));
}

TEST(RecordWriter, AFieldThatWouldBreakItsLineIsRefused) {
    std::stringstream file;
    auto record = sample("http://a.example/\r\nWARC-Type: warcinfo", "");
    const auto written = RecordWriter{file, Compression::none}.write(record);
    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().code, base::ErrorCode::malformed);
    EXPECT_EQ(file.str(), "");
}

TEST(RecordWriter, AFullDiskIsTold) {
    std::stringstream file;
    file.setstate(std::ios::badbit);
    const auto written = RecordWriter{file, Compression::gzip}.write(sample("http://a.example/", "x"));
    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().code, base::ErrorCode::io);
}

}  // namespace
}  // namespace ogi::archive
