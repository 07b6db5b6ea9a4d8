#include "storage/page_record.h"

#include "examples.h"

#include <gtest/gtest.h>

#include <limits>

namespace ogi::storage {
namespace {

using base::ErrorCode;
using namespace std::string_literals;

model::Page full_page() {
    return {.url = url("http://a.example/2020.html"),
            .form = "col=1&webid=2",
            .source = "示例县",
            .agency = "示例县财政局",
            .role = model::PageRole::list,
            .depth = 2,
            .found_on = "http://a.example/",
            .link_text = "2020年\"年报\"\n",
            .carrier = model::Carrier{.url = "http://a.example/2020.html",
                                      .title = "示例县教育局2020年年报",
                                      .agency = "示例县教育局",
                                      .year = 2020,
                                      .published = base::Date{std::chrono::year{2021} / 1 / 31},
                                      .links = false},
            .due_at = at(1'769'847'300) + std::chrono::milliseconds{250},
            .visited_at = at(1'769'760'900),
            .outcome = model::VisitOutcome::gone,
            .reason = model::FailureReason::challenged,
            .gone_reason = model::GoneReason::sent_home,
            .outcome_note = std::string(1'000, 'x'),
            .failures = 3,
            .unchanged = 400,
            .seen_at = at(-5),
            .content = "89abcdef",
            .content_before = "cdef0123",
            .earlier = {{"0011", at(5)}, {"2233", at(6)}},
            .flips = -2,
            .flipped_at = at(1'769'760'000),
            .history = {7, 1250, 864'000'000'000, std::numeric_limits<std::int64_t>::min()},
            .etag = "W/\"1-2\"",
            .last_modified = "Sun, 31 Jan 2021 00:00:00 GMT",
            .snapshot = "0123abcd",
            .marks = model::CaptureMarks{1, 0, std::numeric_limits<std::uint32_t>::max()},
            .change_class = model::ChangeClass::page_template,
            .attachments = {"http://a.example/2020.pdf", "http://a.example/2020.docx"},
            .parts = {{"http://a.example/2020_2.html", "\"2\"", "Sun, 31 Jan 2021 00:00:00 GMT", "4567"},
                      {"http://a.example/2020_3.html"}},
            .reports = {{"示例县教育局", 2020}, {"示例县教育局", 2021}},
            .replaced = {{"示例县卫生局", 2019}},
            .suspect = model::SuspectCapture{.doubts = {model::Doubt::cut_off, model::Doubt::flapping},
                                             .content = "456789ab",
                                             .snapshot = "ab12",
                                             .since = at(7),
                                             .same_since = at(8),
                                             .looks = 2,
                                             .looks_in_doubt = 3,
                                             .parts = {{"http://a.example/2020_2.html", "", "", "89ab"}}},
            .refused = {"4455", ""}};
}

TEST(PageRecord, SurvivesARoundTripWithEveryMemberSet) {
    const auto page = full_page();
    const auto read = read_page(page.url.text(), page_record(page));
    ASSERT_TRUE(read) << read.error().context;
    EXPECT_EQ(*read, page);
    const auto plain = storage::page("http://a.example/");
    EXPECT_EQ(read_page("http://a.example/", page_record(plain)).value(), plain);
}

TEST(PageRecord, SurvivesARoundTripWithAnyOfWhatFewPagesHave) {
    for (int members = 0; members < 32; ++members) {
        auto page = full_page();
        if ((members & 1) == 0) page.suspect.reset();
        if ((members & 2) == 0) page.marks.reset(), page.change_class.reset();
        if ((members & 4) == 0) page.carrier.reset();
        if ((members & 8) == 0) page.attachments.clear();
        if ((members & 16) == 0) {
            page.earlier.clear(), page.refused.clear();
            if (page.suspect) page.suspect->parts.clear();
        }
        const auto record = page_record(page);
        EXPECT_EQ(record.front(), 1 + members);
        EXPECT_EQ(is_suspect_in(record), page.suspect.has_value());
        const auto read = read_page(page.url.text(), record);
        ASSERT_TRUE(read) << read.error().context;
        EXPECT_EQ(*read, page);
    }
}

TEST(PageRecord, IsTheBytesOfTheDocumentedFormat) {
    const model::Page page{.url = url("http://a.example/"),
                           .source = "s",
                           .role = model::PageRole::entry,
                           .due_at = at(1),
                           .visited_at = base::UtcTime{std::chrono::milliseconds{-2}},
                           .unchanged = 300,
                           .reports = {{"A", 2020}}};
    EXPECT_EQ(page_record(page),
              "\x01\0\0\0\0\0\0\x03\xE8"s         // version, due_at
              "\x7F\xDD\xCF\xE1\xB3\x4A\xA3\x73"  // mark of the URL
              "\0\x01s\0\x05"s
              "entry\0\0\0"s                 // form … link_text
              "\x01\x03\0\0\0\0\0\xD8\x04"s  // visited_at … unchanged
              "\0\0\0\0\0\0\0\0"s            // seen_at … history
              "\0\0\0\0"s                    // etag … parts
              "\x01\x01"
              "A\xC8\x1F\0\0"s);  // reports, replaced, flipped_at
}

TEST(PageRecord, OfAnAttachmentEndsWithThePageThatCarriesIt) {
    model::Page page{.url = url("http://a.example/"),
                     .carrier = model::Carrier{.url = "u",
                                               .title = "t",
                                               .agency = "a",
                                               .year = 2,
                                               .published = std::chrono::sys_days{std::chrono::days{3}}}};
    const auto plain = page_record({.url = page.url});
    EXPECT_EQ(page_record(page), "\x05" + plain.substr(1) + "\x01u\x01t\x01\x61\x04\x01\x01\x06"s);
    page.carrier.reset();
    page.attachments = {"b", "c"};
    EXPECT_EQ(page_record(page), "\x09" + plain.substr(1) + "\x02\x01\x62\x01\x63"s);
}

TEST(PageRecord, BelongsUnderItsOwnKeyOnly) {
    const auto record = page_record(page("http://a.example/"));
    EXPECT_TRUE(read_page("http://a.example/", record));
    const auto refused = read_page("http://a.example/other", record);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::malformed);
    EXPECT_NE(refused.error().context.find("http://a.example/other"), std::string::npos);
}

TEST(PageRecord, IsRefusedWhereAByteIsMissingOrTooMany) {
    const auto page = full_page();
    const auto record = page_record(page);
    for (std::size_t size = 0; size < record.size(); ++size)
        EXPECT_FALSE(read_page(page.url.text(), record.substr(0, size))) << size;
    EXPECT_FALSE(read_page(page.url.text(), record + '\0'));
}

TEST(PageRecord, EndsWithAnErrorOrAPageWhateverIsAlteredInIt) {
    const auto page = full_page();
    const auto record = page_record(page);
    for (std::size_t i = 0; i < record.size(); ++i) {
        for (const char byte : {'\0', '\x01', '\x7F', '\x80', '\xFF'}) {
            auto altered = record;
            altered[i] = byte;
            const auto read = read_page(page.url.text(), altered);
            EXPECT_TRUE(read || read.error().code == ErrorCode::malformed) << i;
        }
    }
}

TEST(PageRecord, RefusesAWordThatIsNotOurs) {
    const auto page = full_page();
    auto record = page_record(page);
    record.replace(record.find("sent_home"), 9, "sent_away");
    EXPECT_FALSE(read_page(page.url.text(), record));
}

TEST(PageRecord, IsAlwaysUtf8) {
    auto one = page("http://a.example/");
    one.link_text = "a\xB9";
    one.found_on = "公";
    const auto read = read_page("http://a.example/", page_record(one)).value();
    EXPECT_EQ(read.link_text, "a\xEF\xBF\xBD");
    EXPECT_EQ(read.found_on, "公");
}

TEST(PageRecord, TellsWhenItsPageIsDueAndIsMovedWithoutBeingRead) {
    auto one = full_page();
    const auto record = page_record(one);
    EXPECT_EQ(due_in(record), one.due_at);
    EXPECT_EQ(due_in(""), std::nullopt);
    EXPECT_EQ(due_in("not what was written"), std::nullopt);
    one.due_at = due_never;
    EXPECT_EQ(with_due(record, due_never), page_record(one));
    EXPECT_TRUE(is_suspect_in(record));
    EXPECT_FALSE(is_suspect_in(page_record(page("http://a.example/"))));
    EXPECT_FALSE(is_suspect_in(""));
    EXPECT_NE(stamp_of(record), stamp_of(page_record(one)));
}

}  // namespace
}  // namespace ogi::storage
