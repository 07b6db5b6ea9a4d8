#include "archive/capture_reader.h"

#include "archive/record_writer.h"

#include <gtest/gtest.h>

#include <sstream>

namespace ogi::archive {
namespace {

Record record(std::string type, std::string id, std::string block, std::string concurrent_to = {}) {
    Record made{.type = std::move(type), .id = std::move(id), .target_uri = "http://a.example/"};
    made.content_type = "application/http";
    made.block = std::move(block);
    if (!concurrent_to.empty()) made.fields.emplace_back("WARC-Concurrent-To", std::move(concurrent_to));
    return made;
}

std::vector<Capture> captures_of(const std::vector<Record>& records) {
    std::stringstream file;
    RecordWriter writer{file, RecordWriter::Compression::gzip};
    for (const auto& one : records) EXPECT_TRUE(writer.write(one));
    CaptureReader reader{file};
    std::vector<Capture> captures;
    while (true) {
        auto next = reader.next();
        if (!next || !*next) return captures;
        captures.push_back(**std::move(next));
    }
}

const std::string post = "POST / HTTP/1.1\r\nHost: a.example\r\n\r\na=1";
const std::string get = "GET / HTTP/1.1\r\nHost: a.example\r\n\r\n";
const std::string answer = "HTTP/1.1 200 OK\r\n\r\nx";

TEST(CaptureReader, FindsTheRequestBehindItsCapture) {
    const auto captures =
        captures_of({record("warcinfo", "<urn:0>", "x"), record("response", "<urn:1>", answer),
                     record("request", "<urn:2>", post, "<urn:1>"), record("response", "<urn:3>", answer),
                     record("request", "<urn:4>", get, "<urn:3>")});
    ASSERT_EQ(captures.size(), 2u);
    EXPECT_EQ(captures[0].method, "POST");
    EXPECT_EQ(captures[0].form, "a=1");
    EXPECT_EQ(captures[1].method, "GET");
    EXPECT_EQ(captures[1].form, "");
}

TEST(CaptureReader, FindsTheRequestBeforeItsCapture) {
    const auto captures =
        captures_of({record("request", "<urn:2>", post), record("response", "<urn:1>", answer, "<urn:2>"),
                     record("request", "<urn:4>", get), record("response", "<urn:3>", answer, "<urn:4>")});
    ASSERT_EQ(captures.size(), 2u);
    EXPECT_EQ(captures[0].method, "POST");
    EXPECT_EQ(captures[1].method, "GET");
}

TEST(CaptureReader, ARequestThatNamesNobodyBelongsToTheSameAddressAndMoment) {
    const auto captures =
        captures_of({record("response", "<urn:1>", answer), record("request", "<urn:2>", post)});
    ASSERT_EQ(captures.size(), 1u);
    EXPECT_EQ(captures[0].method, "POST");
}

TEST(CaptureReader, RequestsWithoutCaptureAreForgotten) {
    std::vector<Record> records;
    for (int i = 0; i < 40; ++i)
        records.push_back(record("request", "<urn:r" + std::to_string(i) + ">", post, "<urn:x>"));
    records.push_back(record("resource", "<urn:1>", "plain"));
    const auto captures = captures_of(records);
    ASSERT_EQ(captures.size(), 1u);
    EXPECT_EQ(captures[0].method, "GET");
}

}  // namespace
}  // namespace ogi::archive
