#include "extract/office/compound_file.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace ogi::extract {
namespace {

constexpr std::size_t sector = 512;
constexpr std::uint32_t end_of_chain = 0xFFFFFFFE;
constexpr std::uint32_t none = 0xFFFFFFFF;

void put(std::string& bytes, std::size_t at, std::uint64_t number, std::size_t width) {
    for (std::size_t i = 0; i < width; ++i) bytes.at(at + i) = static_cast<char>(number >> 8 * i);
}

struct Entry {
    std::string_view name;
    std::string_view beginning{};
    std::uint32_t left = none;
    std::uint32_t right = none;
    std::uint32_t child = none;
    char kind = 2;
};

// The FAT in sector 0, the directory in sector 1, behind it a stream of 4096 bytes for each entry but the
// root.
std::string pack(const std::vector<Entry>& entries) {
    constexpr std::size_t stream_sectors = 8;
    const auto directory_sectors = (entries.size() + 3) / 4;
    std::string bytes(sector * (2 + directory_sectors + entries.size() * stream_sectors), '\0');
    bytes.replace(0, 8, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
    put(bytes, 0x1E, 9, 2);
    put(bytes, 0x30, 1, 4);
    put(bytes, 0x44, end_of_chain, 4);
    for (std::size_t i = 1; i < 109; ++i) put(bytes, 0x4C + 4 * i, none, 4);
    const auto link = [&](std::size_t from, std::size_t to) { put(bytes, sector + 4 * from, to, 4); };
    for (std::size_t i = 0; i < sector / 4; ++i) link(i, none);
    for (std::size_t i = 1; i < directory_sectors; ++i) link(i, i + 1);
    link(directory_sectors, end_of_chain);
    auto start = 1 + directory_sectors;
    for (std::size_t i = 0; i < entries.size(); ++i, start += stream_sectors) {
        const auto& entry = entries[i];
        const auto at = 2 * sector + 128 * i;
        for (std::size_t c = 0; c < entry.name.size(); ++c) bytes.at(at + 2 * c) = entry.name[c];
        put(bytes, at + 0x40, 2 * entry.name.size() + 2, 2);
        bytes.at(at + 0x42) = entry.kind;
        put(bytes, at + 0x44, entry.left, 4);
        put(bytes, at + 0x48, entry.right, 4);
        put(bytes, at + 0x4C, entry.child, 4);
        put(bytes, at + 0x74, start, 4);
        put(bytes, at + 0x78, 4096, 4);
        bytes.replace((start + 1) * sector, entry.beginning.size(), entry.beginning);
        for (std::size_t s = 0; s + 1 < stream_sectors; ++s) link(start + s, start + s + 1);
        link(start + stream_sectors - 1, end_of_chain);
    }
    return bytes;
}

constexpr Entry root_with(std::uint32_t child) {
    return {.name = "Root Entry", .child = child, .kind = 5};
}

TEST(CompoundFile, IsToldByTheStreamsOfItsRoot) {
    const struct {
        std::string_view stream;
        CompoundKind kind;
        std::string_view words;
    } cases[] = {
        {"WordDocument", CompoundKind::word, "DOC document"},
        {"Workbook", CompoundKind::spreadsheet, "XLS spreadsheet"},
        {"Book", CompoundKind::spreadsheet, "XLS spreadsheet"},
        {"PowerPoint Document", CompoundKind::other, "PPT presentation"},
        {"EncryptedPackage", CompoundKind::other, "encrypted Office document"},
        {"__properties_version1.0", CompoundKind::other, "Outlook message"},
        {"MatOST", CompoundKind::other, "Works document"},
        {"Anything", CompoundKind::other, "compound file of no known kind"},
    };
    for (const auto& [stream, kind, words] : cases) {
        const auto body = pack({root_with(2), {.name = "1Table"}, {.name = stream, .left = 1}});
        const auto told = tell_compound(body);
        EXPECT_EQ(told.kind, kind) << stream;
        EXPECT_EQ(told.words, words) << stream;
        EXPECT_FALSE(told.encrypted || told.cut_off) << stream;
    }
}

TEST(CompoundFile, WhatLiesInAStorageIsAnObjectInTheDocument) {
    const auto body = pack({root_with(1),
                            {.name = "Workbook", .right = 2},
                            {.name = "MBD01", .child = 3, .kind = 1},
                            {.name = "WordDocument"}});
    EXPECT_EQ(tell_compound(body).words, "XLS spreadsheet");
}

TEST(CompoundFile, SaysThatItIsEncrypted) {
    const std::string_view open_fib{"\xEC\xA5\xC1\x00\x00\x00\x00\x00\x00\x00\x00\x02", 12};
    const std::string_view encrypted_fib{"\xEC\xA5\xC1\x00\x00\x00\x00\x00\x00\x00\x00\x03", 12};
    const std::string_view open_book{"\x09\x08\x02\x00\x00\x06\xE1\x00\x02\x00\xB0\x04", 12};
    const std::string_view encrypted_book{"\x09\x08\x02\x00\x00\x06\x2F\x00\x02\x00\x00\x00", 12};
    const auto encrypted = [](std::string_view stream, std::string_view beginning) {
        return tell_compound(pack({root_with(1), {.name = stream, .beginning = beginning}})).encrypted;
    };
    EXPECT_FALSE(encrypted("WordDocument", open_fib));
    EXPECT_TRUE(encrypted("WordDocument", encrypted_fib));
    EXPECT_FALSE(encrypted("Workbook", open_book));
    EXPECT_TRUE(encrypted("Workbook", encrypted_book));
}

TEST(CompoundFile, WithoutItsEndIsToldSo) {
    const auto body = pack({root_with(1), {.name = "WordDocument"}});
    EXPECT_FALSE(tell_compound(body).cut_off);
    EXPECT_FALSE(tell_compound(std::string_view{body}.substr(0, body.size() - 100)).cut_off);  // Its padding.
    EXPECT_TRUE(tell_compound(std::string_view{body}.substr(0, body.size() - sector)).cut_off);
}

TEST(CompoundFile, DamageEndsInWordsNotInACircle) {
    const auto whole = pack({root_with(1), {.name = "WordDocument", .left = 1, .right = 0, .child = 1}});
    EXPECT_EQ(tell_compound(whole).words, "DOC document");
    auto circle = whole;
    put(circle, sector + 4, 1, 4);  // The directory goes on with itself.
    put(circle, 0x44, 1, 4);        // So does the list of the FAT's sectors.
    put(circle, sector + 4 * 2, 2, 4);
    EXPECT_EQ(tell_compound(circle).words, "DOC document");
    auto endless = whole;
    put(endless, 2 * sector + 128 + 0x78, 0xFFFFFFFF, 4);
    EXPECT_TRUE(tell_compound(endless).cut_off);
    for (std::size_t length = 0; length < whole.size(); length += 64)
        EXPECT_FALSE(tell_compound(std::string_view{whole}.substr(0, length)).words.empty());
    EXPECT_EQ(tell_compound("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1").words,
              "damaged Office document of the old kind (DOC, XLS, WPS)");
}

}  // namespace
}  // namespace ogi::extract
