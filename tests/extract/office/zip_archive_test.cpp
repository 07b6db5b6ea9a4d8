#include "extract/office/zip_archive.h"

#include "tests/extract/office/packing.h"

#include <gtest/gtest.h>

namespace ogi::extract {
namespace {

using base::ErrorCode;

base::Result<std::string> first_member(const std::string& body, const Limits& limits = {}) {
    TRY(archive, ZipArchive::open(body, limits));
    return archive.read(archive.members().front());
}

// The value that an archive gives instead of its first member.
std::string why_not(const std::string& body, ErrorCode code, const Limits& limits = {}) {
    const auto read = first_member(body, limits);
    if (read) return "it is read";
    EXPECT_EQ(read.error().code, code) << read.error().context;
    return read.error().context;
}

std::string patched(std::string body, std::string_view before, std::string_view behind) {
    for (auto at = body.find(before); at != body.npos; at = body.find(before, at + 1))
        body.replace(at, before.size(), behind);
    return body;
}

TEST(ZipArchive, GivesBackWhatWasPacked) {
    const std::string text(100'000, 'x');
    for (const auto how : {Packed::How::deflated, Packed::How::stored}) {
        EXPECT_EQ(first_member(packed({{.name = "a.xml", .bytes = text, .how = how}})).value(), text);
    }
}

TEST(ZipArchive, NamesAreReadInTheCharsetOfTheMachineThatWroteThem) {
    // libzip does not write such a name, so it is put in afterwards.
    const auto body =
        patched(packed({{.name = "a_nian.docx", .bytes = "x"}}), "a_nian.docx", "a\\\xC4\xEA\xB1\xA8.docx");
    const auto archive = ZipArchive::open(body, {});
    ASSERT_TRUE(archive) << archive.error().context;
    EXPECT_EQ(archive->members().front().name, "a/年报.docx");
}

TEST(ZipArchive, WhatNobodyCanUnpackSaysWhy) {
    EXPECT_NE(why_not(packed({{.name = "a", .bytes = "figures", .how = Packed::How::encrypted}}),
                      ErrorCode::malformed)
                  .find("a password is needed"),
              std::string::npos);
    const auto whole = packed({{.name = "a", .bytes = "figures 12 and 13", .how = Packed::How::stored}});
    EXPECT_NE(why_not(patched(whole, "12 and", "21 and"), ErrorCode::malformed).find("damaged"),
              std::string::npos);
    EXPECT_NE(why_not(whole.substr(0, whole.size() - 30), ErrorCode::malformed).find("a damaged archive"),
              std::string::npos);
}

TEST(ZipArchive, EveryLimitIsNamed) {
    const std::string zeros(5U << 20, '\0');
    const auto bomb = packed({{.name = "a", .bytes = zeros}});
    EXPECT_NE(why_not(bomb, ErrorCode::too_large).find("archive_ratio_max (400)"), std::string::npos);
    EXPECT_NE(why_not(bomb, ErrorCode::too_large, {.member_bytes_max = 1000}).find("member_bytes_max (1000)"),
              std::string::npos);
    EXPECT_NE(why_not(bomb, ErrorCode::too_large, {.archive_bytes_max = 1000, .archive_ratio_max = 10'000})
                  .find("archive_bytes_max (1000)"),
              std::string::npos);
    std::vector<Packed> many;
    for (int i = 0; i < 30; ++i) many.push_back({.name = std::to_string(i), .bytes = ""});
    for (const std::size_t members : {20U, 2U}) {
        EXPECT_NE(why_not(packed(many), ErrorCode::too_large, {.archive_members_max = members})
                      .find("archive_members_max"),
                  std::string::npos);
    }
}

TEST(ZipArchive, WhatIsUnpackedCountsTogether) {
    const std::string some(600, 'x');
    const auto body = packed({{.name = "a", .bytes = some}, {.name = "b", .bytes = some}});
    auto archive = ZipArchive::open(body, {.archive_bytes_max = 1000});
    ASSERT_TRUE(archive);
    EXPECT_TRUE(archive->read(archive->members()[0]));
    EXPECT_FALSE(archive->read(archive->members()[1]));
}

TEST(ZipArchive, MembersThatShareTheirBytesAreRefused) {
    // Both entries of the directory lead to the first member.
    const std::string noise = "0123456789abcdefghijklmnopqrstuvwxyz";
    std::string many;
    for (int i = 0; i < 40; ++i) many += noise;
    auto body = packed({{.name = "a", .bytes = many, .how = Packed::How::stored}});
    const auto directory = body.find("PK\x01\x02");
    const auto entry = body.substr(directory, body.find("PK\x05\x06") - directory);
    auto end = body.substr(directory + entry.size());
    end[8] = end[10] = 2;
    const auto size = 2 * entry.size();
    end[12] = static_cast<char>(size), end[13] = static_cast<char>(size >> 8U);
    body = body.substr(0, directory) + entry + entry + end;
    EXPECT_NE(why_not(body, ErrorCode::malformed).find("over one another"), std::string::npos);
}

}  // namespace
}  // namespace ogi::extract
