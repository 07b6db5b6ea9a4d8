#include "storage/keys.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <vector>

namespace ogi::storage {
namespace {

using namespace std::string_view_literals;

base::UtcTime at_ms(std::int64_t ms) {
    return base::UtcTime{std::chrono::milliseconds{ms}};
}

constexpr auto latest = std::numeric_limits<std::int64_t>::max();
constexpr auto earliest = std::numeric_limits<std::int64_t>::min();

// Every table is in the order RocksDB must iterate. Each neighbour pair is a trap.
UrlHash hash(unsigned char first, unsigned char last) {
    UrlHash bytes{};
    bytes.front() = first;
    bytes.back() = last;
    return bytes;
}

const std::vector<ScheduleKey> schedule_in_order = {
    {1, at_ms(earliest), hash(9, 9)},
    {1, at_ms(-1), hash(9, 9)},
    {1, at_ms(0), hash(0, 0)},
    {1, at_ms(0), hash(0, 1)},
    {1, at_ms(0), hash(0x80, 0)},  // Not a signed byte.
    {1, at_ms(255), hash(9, 9)},
    {1, at_ms(256), hash(0, 0)},  // Carry into the next byte.
    {1, at_ms(latest), hash(0xFF, 0xFF)},
    {255, at_ms(0), hash(0, 0)},
    {256, at_ms(0), hash(0, 0)},
    {0xFFFF'FFFF, at_ms(0), hash(0, 0)},
};

const std::vector<CaptureKey> captures_in_order = {
    {"http://a.example/", at_ms(latest)}, {"http://a.example/", at_ms(2)},
    {"http://a.example/", at_ms(1)},                                           // Older comes later.
    {"http://a.example/", at_ms(-1)},     {"http://a.example/p", at_ms(256)},  // Prefix of a longer URL.
    {"http://a.example/p", at_ms(255)},   {"http://b.example/", at_ms(1'700'000'000'000)},
};

const std::vector<model::ReportKey> reports_in_order = {
    {"A", 1},     {"A", 255},           {"A", 256},           {"A", year_max},
    {"AB", 2020}, {"某县教育局", 2020}, {"某县教育局", 2021},
};

const std::vector<RevisionKey> revisions_in_order = {
    {{"A", 2020}, 1}, {{"A", 2020}, 255}, {{"A", 2020}, 256}, {{"A", 2020}, std::numeric_limits<int>::max()},
    {{"A", 2021}, 1}, {{"AB", 2020}, 1},
};

const std::vector<CopyKey> copies_in_order = {
    {{"A", 2020}, "http://a.example/"},
    {{"A", 2020}, "http://a.example/p"},
    {{"A", 2021}, "http://a.example/"},
    {{"AB", 2020}, "http://a.example/"},
};

std::string bytes_of(const ScheduleKey& key) {
    return encode(key);
}
std::string bytes_of(const CaptureKey& key) {
    return encode(key);
}
std::string bytes_of(const model::ReportKey& key) {
    return encode_report_key(key).value();
}
std::string bytes_of(const RevisionKey& key) {
    return encode(key).value();
}
std::string bytes_of(const CopyKey& key) {
    return encode(key).value();
}

template <class Key, class Decode>
void expect_order_and_round_trip(const std::vector<Key>& keys, Decode decode) {
    std::string before;
    for (const auto& key : keys) {
        const auto bytes = bytes_of(key);
        EXPECT_LT(before, bytes);
        const auto decoded = decode(bytes);
        ASSERT_TRUE(decoded) << decoded.error().context;
        EXPECT_EQ(*decoded, key);
        before = bytes;
    }
}

TEST(Keys, SortLikeWhatTheyEncodeAndSurviveARoundTrip) {
    expect_order_and_round_trip(schedule_in_order, decode_schedule_key);
    expect_order_and_round_trip(captures_in_order, decode_capture_key);
    expect_order_and_round_trip(reports_in_order, decode_report_key);
    expect_order_and_round_trip(revisions_in_order, decode_revision_key);
    expect_order_and_round_trip(copies_in_order, decode_copy_key);
}

TEST(Keys, ChangesSortBySequence) {
    std::string before;
    for (const std::uint64_t sequence :
         {std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{255}, std::uint64_t{256}, ~std::uint64_t{0}}) {
        const auto bytes = encode_change_key(sequence);
        EXPECT_LT(before, bytes);
        EXPECT_EQ(decode_change_key(bytes).value(), sequence);
        before = bytes;
    }
}

// The formats are on disk: byte by byte, so that a change of them is a decision.
TEST(Keys, HaveTheBytesOfTheDocumentedFormat) {
    EXPECT_EQ(encode(ScheduleKey{258, at_ms(258), hash(0xAB, 0xCD)}),
              "\0\0\x01\x02\x80\0\0\0\0\0\x01\x02\xAB\0\0\0\0\0\0\0\0\0\0\0\0\0\0\xCD"sv);
    // The first 16 of the 32 bytes that `printf http://a/ | sha256sum` prints.
    EXPECT_EQ(hash_of(base::Url::parse("http://a/").value()),
              (UrlHash{0x28, 0x2A, 0x35, 0xD7, 0xA0, 0xDA, 0x6A, 0xE4, 0x8E, 0xEE, 0x11, 0x6A, 0xD6, 0x19,
                       0x3F, 0xA8}));
    EXPECT_EQ(encode_prefix_key(258, "/zwgk/"), "\0\0\x01\x02/zwgk/"sv);
    EXPECT_EQ(encode(CaptureKey{"http://a/", at_ms(258)}), "http://a/\0\x7F\xFF\xFF\xFF\xFF\xFF\xFE\xFD"sv);
    EXPECT_EQ(encode_report_key({"A", 2020}).value(), "A\0\x07\xE4"sv);
    EXPECT_EQ(encode(RevisionKey{{"A", 2020}, 258}).value(), "A\0\x07\xE4\0\0\x01\x02"sv);
    EXPECT_EQ(encode(CopyKey{{"A", 2020}, "http://a/"}).value(), "A\0\x07\xE4http://a/"sv);
    EXPECT_EQ(encode_change_key(258), "\0\0\0\0\0\0\x01\x02"sv);
    EXPECT_EQ(encode_body_key("00ff7e" + std::string(58, '1')).value(),
              std::string{"\x00\xFF\x7E"sv} + std::string(29, '\x11'));
}

TEST(Keys, RejectForeignBytes) {
    for (const auto& bytes : {std::string{}, std::string(27, '\x80'), std::string(29, '\x80')}) {
        EXPECT_FALSE(decode_schedule_key(bytes)) << bytes;
    }
    for (const auto bytes :
         {""sv, "no separator"sv, "a\0short"sv, "a\0\x01\x02\x03\x04\x05\x06\x07\x08\x09"sv,
          "\0\x01\x02\x03\x04\x05\x06\x07\x08"sv}) {
        EXPECT_FALSE(decode_capture_key(bytes)) << bytes;
    }
    for (const auto bytes : {""sv, "A"sv, "A\0"sv, "A\0\x07"sv, "A\0\0\0"sv, "A\0\x07\xE4\0"sv,
                             "\0\x07\xE4"sv, "\xFF\0\x07\xE4"sv, "A\0\xFF\xFF"sv}) {
        EXPECT_FALSE(decode_report_key(bytes)) << bytes;
    }
    for (const auto bytes : {""sv, "A\0\x07\xE4"sv, "A\0\x07\xE4\0\0\0\0"sv, "A\0\x07\xE4\x80\0\0\0"sv,
                             "A\0\x07\xE4\0\0\0\x01\x01"sv, "\x01\x02"sv}) {
        EXPECT_FALSE(decode_revision_key(bytes)) << bytes;
    }
    for (const auto bytes : {""sv, "A\0\x07\xE4"sv, "A"sv}) EXPECT_FALSE(decode_copy_key(bytes)) << bytes;
    for (const auto bytes : {""sv, "1234567"sv, "123456789"sv})
        EXPECT_FALSE(decode_change_key(bytes)) << bytes;
}

TEST(Keys, RefuseWhatCannotBeAReport) {
    using base::ErrorCode;
    const struct {
        model::ReportKey key;
        ErrorCode code;
    } cases[] = {
        {{"", 2020}, ErrorCode::malformed},
        {{std::string{"A\0B"sv}, 2020}, ErrorCode::malformed},
        {{"\xC4\xB3\xCF\xD8", 2020}, ErrorCode::malformed},  // GBK.
        {{"A", 0}, ErrorCode::malformed},
        {{"A", -1}, ErrorCode::malformed},
        {{"A", year_max + 1}, ErrorCode::malformed},
        {{std::string(agency_bytes_max + 1, 'A'), 2020}, ErrorCode::too_large},
    };
    for (const auto& [key, code] : cases) {
        const auto refused = encode_report_key(key);
        ASSERT_FALSE(refused) << key.year;
        EXPECT_EQ(refused.error().code, code) << key.year;
    }
    EXPECT_TRUE(encode_report_key({std::string(agency_bytes_max, 'A'), year_max}));
    EXPECT_FALSE(encode(RevisionKey{{"A", 2020}, 0}));
    EXPECT_FALSE(encode(CopyKey{{"A", 2020}, ""}));
}

TEST(Keys, ABodyIsNamedByALowerCaseDigestOnly) {
    EXPECT_TRUE(encode_body_key(std::string(64, 'a')));
    for (const auto& digest : {std::string{}, std::string(63, 'a'), std::string(65, 'a'),
                               std::string(64, 'A'), std::string(64, 'g'), std::string(64, '\0')}) {
        EXPECT_FALSE(encode_body_key(digest));
    }
}

TEST(Keys, SeeksLandBeforeTheFirstAndAfterTheLastOfTheirRange) {
    const auto due_at = at_ms(0);
    EXPECT_LE(first_schedule_key(1), encode(schedule_in_order[0]));
    EXPECT_LE(first_schedule_key(1, due_at), encode(schedule_in_order[2]));
    EXPECT_GT(first_schedule_key(1, due_at), encode(schedule_in_order[1]));
    EXPECT_GT(schedule_key_after(1), encode(schedule_in_order[7]));
    EXPECT_LE(schedule_key_after(1), encode(schedule_in_order[8]));
    EXPECT_GT(schedule_key_after(1, due_at), encode(schedule_in_order[4]));
    EXPECT_LE(schedule_key_after(1, due_at), encode(schedule_in_order[5]));
    EXPECT_LT(first_capture_key(base::Url::parse("http://a.example/").value()), encode(captures_in_order[0]));
}

TEST(Keys, APrefixEndsWhereItsLastByteRises) {
    EXPECT_EQ(prefix_end("ab"), "ac");
    EXPECT_EQ(prefix_end("a\xFF\xFF"), "b");
    EXPECT_EQ(prefix_end("\xFF"), "");
    EXPECT_EQ(prefix_end(""), "");
}

}  // namespace
}  // namespace ogi::storage
