#include "archive/record_reader.h"

#include "archive/record_writer.h"

#include <gtest/gtest.h>

#include <sstream>
#include <vector>

namespace ogi::archive {
namespace {

// What every call of next() gave: a record's target, or the error's code.
std::vector<std::string> read_all(const std::string& bytes,
                                  std::size_t block_bytes_max = RecordReader::block_bytes_max_default) {
    std::istringstream file{bytes};
    RecordReader reader{file, block_bytes_max};
    std::vector<std::string> seen;
    for (std::size_t calls = 0; calls < bytes.size() + 2; ++calls) {
        const auto record = reader.next();
        if (!record) {
            seen.emplace_back(record.error().code == base::ErrorCode::too_large ? "too large" : "malformed");
        } else if (!*record) {
            return seen;
        } else {
            seen.push_back((*record)->target_uri);
        }
    }
    seen.emplace_back("no end");
    return seen;
}

std::string warc(const std::string& target, const std::string& block, bool gzip) {
    std::ostringstream file;
    RecordWriter writer{file, gzip ? RecordWriter::Compression::gzip : RecordWriter::Compression::none};
    Record record;
    record.type = "resource";
    record.target_uri = target;
    record.block = block;
    EXPECT_TRUE(writer.write(record));
    return file.str();
}

using Seen = std::vector<std::string>;

TEST(RecordReader, AnEmptyFileHoldsNoRecords) {
    EXPECT_EQ(read_all(""), Seen{});
    EXPECT_EQ(read_all("\r\n\r\n"), Seen{});
}

TEST(RecordReader, WhatIsBrokenIsToldAndTheRestIsRead) {
    const auto a = warc("a:", "one", false), b = warc("b:", "two", false);
    const std::string no_length = "WARC/1.0\r\nWARC-Type: resource\r\nWARC-Date: 2024-01-01\r\n\r\n";
    const std::string no_date = "WARC/1.0\r\nWARC-Type: resource\r\nContent-Length: 0\r\n\r\n";
    const std::string no_type = "WARC/1.0\r\nWARC-Date: 2024-01-01\r\nContent-Length: 0\r\n\r\n";
    const std::pair<std::string, Seen> cases[] = {
        {a + b, {"a:", "b:"}},
        {a + "rubbish\r\n\r\n" + b, {"a:", "malformed", "b:"}},
        {a + no_length + b, {"a:", "malformed", "b:"}},
        {a + no_date + b, {"a:", "malformed", "b:"}},
        {a + no_type + b, {"a:", "malformed", "b:"}},
        {a + b.substr(0, b.size() - 6), {"a:", "malformed"}},
        {a + b.substr(0, 20), {"a:", "malformed"}},
        {"rubbish without a line end", {"malformed"}},
    };
    for (const auto& [bytes, expected] : cases) EXPECT_EQ(read_all(bytes), expected) << bytes;
}

TEST(RecordReader, ADamagedMemberIsToldAndTheNextIsRead) {
    const auto a = warc("a:", std::string(5'000, 'a'), true), b = warc("b:", "two", true);
    EXPECT_EQ(read_all(a + b), (Seen{"a:", "b:"}));
    auto damaged = a;
    damaged[a.size() / 2] = static_cast<char>(damaged[a.size() / 2] ^ 0x55);
    EXPECT_EQ(read_all(damaged + b).back(), "b:");
    EXPECT_EQ(read_all(damaged + b).front(), "malformed");
    EXPECT_EQ(read_all(b + a.substr(0, a.size() / 2)), (Seen{"b:", "malformed"}));
    EXPECT_EQ(read_all(b + "no member" + b), (Seen{"b:", "malformed", "b:"}));
}

TEST(RecordReader, BoundsAreNamed) {
    const auto a = warc("a:", std::string(100, 'a'), false), b = warc("b:", "two", false);
    EXPECT_EQ(read_all(a + b, 99), (Seen{"too large", "b:"}));
    EXPECT_EQ(read_all(a + b, 100), (Seen{"a:", "b:"}));
    const auto long_head = "WARC/1.0\r\nX: " + std::string(RecordReader::head_bytes_max, 'x') + "\r\n\r\n";
    EXPECT_EQ(read_all(long_head + b), (Seen{"too large", "b:"}));
    std::istringstream file{a};
    const auto error = RecordReader{file, 99}.next();
    ASSERT_FALSE(error);
    EXPECT_EQ(error.error().context, "record at byte 0 (a:): 100 bytes are more than block_bytes_max, 99");
}

TEST(RecordReader, ALargeMemberNeedsNoLargeMemory) {
    // 8 MiB of one letter in some kilobytes: what is too large is passed over, not kept.
    const auto bomb = warc("a:", std::string(std::size_t{8} << 20, 'a'), true);
    EXPECT_LT(bomb.size(), 20'000U);
    EXPECT_EQ(read_all(bomb + warc("b:", "two", true), 1'000), (Seen{"too large", "b:"}));
}

TEST(RecordReader, OffsetsLeadToTheRecord) {
    for (const bool gzip : {false, true}) {
        const auto a = warc("a:", "one", gzip), b = warc("b:", "two", gzip);
        std::istringstream file{a + b};
        RecordReader reader{file};
        EXPECT_EQ((*reader.next())->offset, 0U);
        EXPECT_EQ((*reader.next())->offset, a.size());
    }
}

TEST(RecordReader, ArcFiles) {
    const std::string info = "filedesc://x.arc 127.0.0.1 20140216050221 text/plain 4\n1 0\n\n";
    const std::string with_head =
        "http://a.example/a b.html 1.2.3.4 20140216050221 text/html 19\nHTTP/1.1 200 OK\n\nab\n\n";
    const std::string bare = "http://a.example/ 1.2.3.4 20140216050221 text/html 2\nab\n";
    std::istringstream file{info + with_head + bare};
    RecordReader reader{file};
    EXPECT_EQ((*reader.next())->type, "warcinfo");
    const auto response = *reader.next();
    EXPECT_EQ(response->type, "response");
    EXPECT_EQ(response->target_uri, "http://a.example/a b.html");
    EXPECT_EQ(base::to_iso(response->date), "2014-02-16T05:02:21.000Z");
    EXPECT_EQ((*reader.next())->type, "resource");
    const std::string no_length = "http://a.example/ 1.2.3.4 20140216050221 text/html -1\n\n";
    EXPECT_EQ(read_all(info + no_length + bare),
              (Seen{"filedesc://x.arc", "malformed", "http://a.example/"}));
}

}  // namespace
}  // namespace ogi::archive
