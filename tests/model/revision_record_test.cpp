#include "model/revision_record.h"

#include "model/record_reader.h"
#include "model/record_writer.h"
#include "model/revision_json.h"
#include "samples.h"

#include <gtest/gtest.h>

#include <limits>
#include <string>

namespace ogi::model {
namespace {

TEST(RecordNumbers, AreTheseBytesAndComeBack) {
    RecordWriter record;
    for (const auto number : {0ULL, 1ULL, 127ULL, 128ULL, 300ULL}) record.number(number);
    EXPECT_EQ(record.bytes(), std::string("\x00\x01\x7F\x80\x01\xAC\x02", 7));
    constexpr auto most = std::numeric_limits<std::int64_t>::max();
    constexpr auto least = std::numeric_limits<std::int64_t>::min();
    for (const auto number : {std::int64_t{0}, std::int64_t{-1}, std::int64_t{64}, most, least})
        record.signed_number(number);
    record.number(std::numeric_limits<std::uint64_t>::max());
    RecordReader reader{record.bytes()};
    for (const auto number : {0U, 1U, 127U, 128U, 300U}) EXPECT_EQ(reader.number(), number);
    for (const auto number : {std::int64_t{0}, std::int64_t{-1}, std::int64_t{64}, most, least})
        EXPECT_EQ(reader.signed_number(), number);
    EXPECT_EQ(reader.number(), std::numeric_limits<std::uint64_t>::max());
    EXPECT_TRUE(reader.outcome());
}

TEST(RecordReader, ReadsNothingBehindWhatItCannotRead) {
    RecordReader unending{"\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x01\x05"};
    EXPECT_EQ(unending.number(), 0U);
    EXPECT_EQ(unending.number(), 0U);
    EXPECT_FALSE(unending.outcome());

    RecordReader too_long{
        "\x05"
        "abc"};
    EXPECT_EQ(too_long.text(), "");
    EXPECT_FALSE(too_long.outcome());

    RecordReader no_such_word{"\x07"};
    EXPECT_EQ(no_such_word.word(CellKind::absent), CellKind::number);
    EXPECT_FALSE(no_such_word.outcome());

    RecordReader more_behind{"\x01\x01"};
    EXPECT_TRUE(more_behind.flag());
    EXPECT_EQ(more_behind.outcome().error().context, "a record with something behind its end");
}

TEST(ReportRecord, SurvivesARoundTripWithEveryMemberSet) {
    const auto report = full_report();
    const auto read = parse_report_record(to_record(report));
    ASSERT_TRUE(read) << read.error().context;
    EXPECT_EQ(*read, report);
    EXPECT_EQ(parse_report_record(to_record(Report{})).value(), Report{});
}

TEST(HeadRecord, SurvivesARoundTripWithEveryMemberSet) {
    auto revision = full_revision();
    const auto read = parse_head_record(head_record(revision));
    ASSERT_TRUE(read) << read.error().context;
    revision.report = {};
    EXPECT_EQ(*read, revision);
}

// Whatever is stored is printed the same as what was read.
TEST(ReportRecord, PrintsAsItsReportDoes) {
    auto revision = full_revision();
    const auto printed = to_json(revision);
    revision.report = parse_report_record(to_record(revision.report)).value();
    EXPECT_EQ(to_json(revision), printed);
}

// The format is on disk: byte by byte, so that a change of it is a decision.
TEST(ReportRecord, HasTheBytesOfTheDocumentedFormat) {
    Revision revision;
    revision.number = 2;
    revision.observed_at = base::UtcTime{std::chrono::milliseconds{64}};
    revision.source_url = "u";
    revision.snapshot = "s";
    revision.parts = {"p"};
    revision.parser_version = "7";
    revision.content_digest = "d";
    auto& report = revision.report;
    report.is_report = true;
    report.agency = {"n", "w", "1", 0.98, "e"};
    report.year = 1;
    report.title = "t";
    report.published = std::chrono::sys_days{std::chrono::days{3}};
    report.generation = Generation::form_2021;
    report.noise = {"x"};
    report.cells = {{"a", {CellKind::number, Decimal{15, 1}, "1.50", "f", Place{{9, 13}, 1, 2, 3}}},
                    {"b", {CellKind::number, Decimal::whole(6), "6", "f", Place{{8, 9}}}},
                    {"c", {}}};
    report.checks = {{"k", CheckOutcome::violated, Decimal::whole(1), Decimal::whole(-1), ""}};
    report.verdict = Verdict::inconsistent;
    using namespace std::string_literals;
    const auto head =
        "\x04\x80\x01\x01u\x01s\x01\x01p\x01"
        "7\x01"
        "d"s;
    EXPECT_EQ(head_record(revision), head);
    const auto expected =
        "\x01\x00\x01n\x01w\x01"
        "1\xC4\x01\x01"
        "e"s                                       // Report, reason, agency.
        "\x02\x01t\x01\x06\x02\x01\x01\x01x\x02"s  // Year … verdict.
        "\x03\x01"
        "a\x01"
        "b\x01"
        "c"s  // Cells: ids,
        "\x00\x00\x06\x01\x01"
        "f\x00\x01\x00"s  // kinds, units,
        "\x02\x01\x00\x1E\x0C\x01\x04"
        "1.50\x00\x00"s                              // values, as printed,
        "\x02\x01\x00\x01\x04\x06\x12\x01\x08\x02"s  // places.
        "\x01\x01k\x01\x01\x01\x02\x01\x00"s         // Checks.
        "\x00\x00\x00\x00\x00\x00"s;                 // Nothing of the rest.
    EXPECT_EQ(to_record(report), expected);
    EXPECT_EQ(parse_report_record(expected).value(), report);
}

// The same of what was recognised on the pages of a scan.
TEST(ReportRecord, HasTheBytesOfTheDocumentedFormatOfPages) {
    Report report;
    report.is_report = true;
    report.format = Format::image;
    report.ocr = Recognition{87, {"a"}};
    report.cells = {
        {"a", {CellKind::number, Decimal::whole(1), "1", "", Place{{}, 0, 1, 2, {2, 10, 20, 13, 24}}}},
        {"b", {CellKind::number, Decimal::whole(2), "2", "", Place{{}, -1, 0, 0, {3, 9, 21, 12, 25}}}},
        {"c", {CellKind::blank, {}, "", "", Place{{5, 6}}}}};
    using namespace std::string_literals;
    const auto expected =
        "\x2D"s                                      // A report, recognised, of an image.
        "\x00\x00\x00\x00\x00\x00"s                  // Reason, agency;
        "\x00\x00\x00\x00\x01\x00\x03"s              // year … verdict.
        "\x03\x01\x61\x01\x62\x01\x63"s              // Cells: ids,
        "\x00\x00\x01\x00\x00\x00"s                  // kinds, units,
        "\x01\x01\x00\x02\x04\x00\x00\x00"s          // values, as printed,
        "\x04\x03\x01\x00\x02\x04"s                  // places: kinds, grids;
        "\x00\x00\x0A\x00\x00\x02"s                  // bytes;
        "\x04\x02\x14\x01\x28\x02\x06\x06\x08\x08"s  // pages, left, top, right, bottom.
        "\x00\x00\x00\x00\x00\x00\x00"s              // Nothing of the rest.
        "\xAE\x01\x01\x01\x61"s;                     // What was recognised.
    EXPECT_EQ(to_record(report), expected);
    EXPECT_EQ(parse_report_record(expected).value(), report);
}

TEST(ReportRecord, IsReadWholeOrNotAtAll) {
    const auto whole = to_record(full_report());
    for (std::size_t size = 0; size < whole.size(); ++size) {
        const auto cut = parse_report_record(std::string_view{whole}.substr(0, size));
        ASSERT_FALSE(cut) << size;
        EXPECT_EQ(cut.error().code, base::ErrorCode::malformed);
    }
    EXPECT_FALSE(parse_report_record(whole + '\0'));
    const auto head = head_record(full_revision());
    for (std::size_t size = 0; size < head.size(); ++size)
        EXPECT_FALSE(parse_head_record(std::string_view{head}.substr(0, size)));
}

TEST(ReportRecord, WithAnyByteChangedIsRefusedOrReadToItsEnd) {
    const auto whole = to_record(full_report());
    for (std::size_t place = 0; place < whole.size(); ++place) {
        for (const int changed : {0x00, 0x7F, 0x80, 0xFF}) {
            auto bytes = whole;
            bytes[place] = static_cast<char>(changed);
            const auto read = parse_report_record(bytes);
            Revision revision;
            if (read) revision.report = *read;
            ASSERT_FALSE(to_json(revision).empty());
        }
    }
}

TEST(ReportRecord, HoldsACellsKindAgainstItsValue) {
    auto report = full_report();
    report.cells["a.blank"].value = Decimal::whole(1);
    EXPECT_FALSE(parse_report_record(to_record(report)));
}

TEST(ReportRecord, IsAlwaysUtf8) {
    Report report;
    report.title = "\xB9";
    EXPECT_EQ(parse_report_record(to_record(report)).value().title, "\xEF\xBF\xBD");
}

}  // namespace
}  // namespace ogi::model
