#include "extract/paged/recognise.h"

#include "extract/paged/page_record.h"
#include "extract/read_document.h"
#include "extract/reader.h"
#include "tests/temporary_folder.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>

namespace ogi::extract::paged {
namespace {

Page picture_page(std::uint16_t number) {
    return {.number = number, .width = 595, .height = 842, .pictures = {{0, 0, 595, 842}}};
}

Page text_page(std::uint16_t number, const std::string& text) {
    Page page{.number = number, .width = 595, .height = 842};
    page.glyphs.push_back({.text = text, .box = {60, 60, 300, 72}, .size = 12, .confidence = 90});
    return page;
}

// A program that gives a record.
std::filesystem::path write_program(const TemporaryFolder& folder, const std::string& name,
                                    const PagedFile& file) {
    const auto record = folder.write(name + ".record", to_record(file));
    const auto path = folder.write(name, "#!/bin/sh\ncat " + record.string() + "\n");
    std::filesystem::permissions(path, std::filesystem::perms::owner_all);
    return path;
}

model::Document read(std::string body, const Programs& programs) {
    model::Snapshot snapshot;
    snapshot.body = std::move(body);
    auto document = read_document(snapshot, {}, HtmlParser::quickest, programs);
    EXPECT_TRUE(document);
    return document ? *std::move(document) : model::Document{};
}

std::string text_of(const model::Document& document) {
    std::string text;
    for (const auto& block : document.blocks) text += block.text + "|";
    return text;
}

TEST(Recognise, PagesThatArePicturesAreReadByOcrAndTheOthersStay) {
    const TemporaryFolder folder;
    const Programs programs{
        .pdf = write_program(
            folder, "pdf",
            {.reader = "one", .pages = {picture_page(1), text_page(2, "文字"), picture_page(3)}}),
        .office = {},
        .ocr = write_program(folder, "ocr",
                             {.reader = "two", .pages = {text_page(1, "一"), text_page(3, "三")}})};
    const auto document = read("%PDF-1.7", programs);
    EXPECT_EQ(document.format, model::Format::image);  // Nobody can tell any more which words were printed.
    EXPECT_EQ(text_of(document), "一文字三|");
    EXPECT_EQ(reader_of(document), "one, two");
}

TEST(Recognise, ADocumentOfPicturesAloneIsAnImage) {
    const TemporaryFolder folder;
    const Programs programs{.pdf = write_program(folder, "pdf", {.pages = {picture_page(1)}}),
                            .office = {},
                            .ocr = write_program(folder, "ocr", {.pages = {text_page(1, "一")}})};
    EXPECT_EQ(read("%PDF-1.7", programs).format, model::Format::image);
    const auto picture = read("\x89PNG\r\n\x1A\n", programs);
    EXPECT_EQ(picture.format, model::Format::image);
    EXPECT_EQ(text_of(picture), "一|");
}

TEST(Recognise, ADocumentWithPagesThatNobodyReadsIsNotRead) {
    const TemporaryFolder folder;
    const auto pdf = write_program(folder, "pdf", {.pages = {text_page(1, "文字"), picture_page(2)}});
    const auto killed = folder.write("killed", "#!/bin/sh\nkill -9 $$\n");
    std::filesystem::permissions(killed, std::filesystem::perms::owner_all);
    const std::pair<std::filesystem::path, model::Unread> cases[] = {{"", model::Unread::program_absent},
                                                                     {killed, model::Unread::broken_off}};
    for (const auto& [ocr, unread] : cases) {
        const auto document = read("%PDF-1.7", {.pdf = pdf, .office = {}, .ocr = ocr});
        EXPECT_EQ(document.unread, unread);
        EXPECT_TRUE(document.unsupported.starts_with("PDF document with scanned pages; ogi-ocr "))
            << document.unsupported;
    }
    EXPECT_EQ(read("%PDF-1.7", {.pdf = killed, .office = {}, .ocr = {}}).unread, model::Unread::broken_off);
}

TEST(Recognise, WhatStandsInTheWayIsNamed) {
    const TemporaryFolder folder;
    const auto pdf = write_program(folder, "pdf", {.pages = {picture_page(1)}});
    EXPECT_EQ(read("%PDF-1.7", {.pdf = pdf, .office = {}, .ocr = {}}).unsupported,
              "scanned PDF; ogi-ocr is not installed");
    EXPECT_EQ(read("GIF89a", {}).unsupported, "GIF image; ogi-ocr is not installed");
    const auto failing = folder.write(
        "failing", "#!/bin/sh\necho 'the model chi_sim of Tesseract is not installed' >&2\nexit 69\n");
    std::filesystem::permissions(failing, std::filesystem::perms::owner_all);
    EXPECT_EQ(read("%PDF-1.7", {.pdf = pdf, .office = {}, .ocr = failing}).unsupported,
              "scanned PDF; ogi-ocr ended with status 69: the model chi_sim of Tesseract is not installed");
    const auto damaged = write_program(folder, "damaged", {.obstacle = Obstacle::damaged});
    EXPECT_EQ(read("\xFF\xD8\xFF", {.pdf = {}, .office = {}, .ocr = damaged}).unsupported,
              "JPEG image; it is damaged or too large");
}

}  // namespace
}  // namespace ogi::extract::paged
