#include "importing.h"

#include <sstream>

namespace ogi::daemon {
namespace {

TEST_F(Importing, CapturesOfOnePageBecomeItsHistoryInOrderOfTime) {
    const auto summary = import_records({archived(page_2020, on_day(20), report_page(2020, 4)),
                                         archived(page_2020, on_day(10), report_page(2020, 3)),
                                         archived(page_2020, on_day(30), report_page(2020, 3))});
    EXPECT_EQ(summary.captures, 3u);
    EXPECT_EQ(summary.reports, 3u);
    EXPECT_EQ(summary.changes, 3u);
    EXPECT_EQ(summary.problems, std::vector<std::string>{});
    const auto revisions = history();
    ASSERT_EQ(revisions.size(), 3u);
    EXPECT_EQ(revisions[0].observed_at, on_day(10));
    EXPECT_EQ(revisions[1].observed_at, on_day(20));
    EXPECT_EQ(revisions[2].observed_at, on_day(30));
    EXPECT_EQ(revisions[0].content_digest, revisions[2].content_digest);
    EXPECT_NE(revisions[0].content_digest, revisions[1].content_digest);
    EXPECT_EQ(paper_.changes(),
              (News{"added 示例县财政局/2020", "revised 示例县财政局/2020", "revised 示例县财政局/2020"}));
}

TEST_F(Importing, ImportingTwiceChangesNothing) {
    const std::vector<archive::Record> records{archived(page_2020, on_day(10), report_page(2020, 3)),
                                               archived(page_2020, on_day(20), report_page(2020, 4))};
    import_records(records);
    const auto page = paper_.page(page_2020);
    const auto again = import_records(records);
    EXPECT_EQ(again.captures, 0u);
    EXPECT_EQ(again.known, 2u);
    EXPECT_EQ(again.changes, 0u);
    EXPECT_EQ(history().size(), 2u);
    EXPECT_EQ(paper_.page(page_2020), page);
    EXPECT_EQ(captures(page_2020), 2u);
}

TEST_F(Importing, OneThatWasStoppedGoesOnWhenRepeated) {
    const std::vector<archive::Record> records{archived(page_2020, on_day(10), report_page(2020, 3)),
                                               archived(page_2020, on_day(20), report_page(2020, 4)),
                                               archived(page_2020, on_day(30), report_page(2020, 5))};
    for (int stop = 0; stop < 7; ++stop) {
        stop_after_ = stop;
        const auto stopped = try_import({write_archive(file("x.warc"), records)});
        ASSERT_FALSE(stopped);
        EXPECT_EQ(stopped.error().code, base::ErrorCode::busy);
    }
    stop_after_ = -1;
    import_records(records, "x.warc");
    const auto revisions = history();
    ASSERT_EQ(revisions.size(), 3u);
    EXPECT_EQ(revisions[2].observed_at, on_day(30));
    EXPECT_EQ(paper_.changes().size(), 3u);
}

TEST_F(Importing, APageThatNoSourceCoversIsKnownAndNotVisited) {
    import_records({archived(page_2020, on_day(10), report_page(2020, 3))}, "old.warc");
    const auto page = paper_.page(page_2020);
    EXPECT_EQ(page.source, "import:old.warc");
    EXPECT_EQ(page.due_at, storage::due_never);
    EXPECT_TRUE(paper_.crawl());
    EXPECT_EQ(std::ranges::count(paper_.site.asked, page_2020), 0);
    EXPECT_FALSE(store().state(key_2020)->value().withdrawn_at);
}

TEST_F(Importing, BodiesAreDecodedAndHeadsKept) {
    const auto body = report_page(2020, 3);
    char size[20];
    std::snprintf(size, sizeof size, "%zx", body.size());
    import_records({archived(
        page_2020, on_day(10), std::string{size} + "\r\n" + body + "\r\n0\r\n\r\n",
        "Content-Type: text/html; charset=utf-8\r\nTransfer-Encoding: chunked\r\nETag: \"7\"\r\n")});
    const auto snapshot = store().newest_snapshot(base::Url::parse(page_2020).value())->value();
    EXPECT_EQ(snapshot.body, body);
    EXPECT_EQ(snapshot.digest, base::sha256_hex(body));
    EXPECT_EQ(snapshot.etag, "\"7\"");
    EXPECT_EQ(snapshot.origin, "x.warc.gz");
    EXPECT_EQ(snapshot.head,
              "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nTransfer-Encoding: "
              "chunked\r\nETag: \"7\"\r\n");
    EXPECT_EQ(history().size(), 1u);
}

TEST_F(Importing, WhatIsNoPageIsCountedAndLeftOut) {
    auto outside = archived("dns:a.example", on_day(10), "x");
    const auto summary =
        import_records({archived(page_2020, on_day(10), "", "Location: /\r\n", "302 Found"),
                        archived(page_2020, on_day(11), "gone", "", "404 Not Found"),
                        archived(page_2020, on_day(12), "\x89PNG", "Content-Type: image/png\r\n"), outside});
    EXPECT_EQ(summary.no_page, 4u);
    EXPECT_EQ(summary.captures, 0u);
    EXPECT_EQ(captures(page_2020), 0u);
}

TEST_F(Importing, AnArchiveTakesNoReportAwayByWhatItLacks) {
    const auto summary =
        import_records({archived(page_2020, on_day(10), report_page(2020, 3)),
                        archived(page_2020, on_day(20), "", "", "404 Not Found"),
                        archived(page_2020, on_day(40), page_of("出错了", "<p>页面不存在</p>")),
                        archived(page_2020, on_day(80), page_of("出错了", "<p>页面不存在</p>"))});
    EXPECT_EQ(summary.no_report, 2u);
    EXPECT_EQ(paper_.changes(), News{"added 示例县财政局/2020"});
    EXPECT_FALSE(store().state(key_2020)->value().withdrawn_at);
}

TEST_F(Importing, RevisitsAreResolvedByDigestAndByDate) {
    auto first = archived(page_2020, on_day(10), report_page(2020, 3));
    first.fields.emplace_back("WARC-Payload-Digest", archive::warc_digest(report_page(2020, 3)));
    const auto changed = archived(page_2020, on_day(20), report_page(2020, 4));
    const auto revisit = [&](int day) {
        auto record = archived(page_2020, on_day(day), "");
        record.type = "revisit";
        return record;
    };
    auto by_digest = revisit(30);
    by_digest.fields.emplace_back("WARC-Payload-Digest", archive::warc_digest(report_page(2020, 3)));
    auto by_date = revisit(200);  // Later than a page counts as flapping.
    by_date.fields.emplace_back("WARC-Refers-To-Target-URI", page_2020);
    by_date.fields.emplace_back("WARC-Refers-To-Date", base::to_iso(on_day(20)));
    auto lost = revisit(50);
    lost.fields.emplace_back("WARC-Payload-Digest", "sha1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
    const auto summary = import_records({first, changed, by_digest, by_date, lost});
    EXPECT_EQ(summary.unresolved, 1u);
    const auto revisions = history();
    ASSERT_EQ(revisions.size(), 4u);
    EXPECT_EQ(revisions[2].content_digest, revisions[0].content_digest);
    EXPECT_EQ(revisions[3].content_digest, revisions[1].content_digest);
    EXPECT_EQ(revisions[3].observed_at, on_day(200));
}

TEST_F(Importing, DamageIsToldWithItsPlaceAndTheRestGoesOn) {
    const auto path = write_archive(file("x.warc"), {archived(page_2020, on_day(11), report_page(2020, 3))});
    std::string text;
    {
        std::ifstream in{path, std::ios::binary};
        text.assign(std::istreambuf_iterator<char>{in}, {});
    }
    auto spoilt = text;
    spoilt.replace(spoilt.find("20</td>"), 2, "21");  // A figure, not what it was when it was archived.
    spoilt.replace(spoilt.find("t2020"), 5, "t2019");
    write_text(path, spoilt + "WARC/1.1\r\nWARC-Type: response\r\n\r\n" + text);
    const auto summary = import({path});
    EXPECT_EQ(summary.damaged, 2u);
    ASSERT_EQ(summary.problems.size(), 2u);
    const auto told = [&](const std::string& words) {
        return std::ranges::any_of(
            summary.problems, [&](const auto& problem) { return problem.find(words) != std::string::npos; });
    };
    EXPECT_TRUE(told("x.warc: record at byte 0 "));
    EXPECT_TRUE(
        told("x.warc: record at byte " + std::to_string(spoilt.size()) + ": it has no Content-Length"));
    EXPECT_EQ(summary.captures, 1u);
    EXPECT_EQ(history().size(), 1u);
}

TEST_F(Importing, AnswersToOtherFieldsAreNotMixedUp) {
    auto answer = archived(page_2020, on_day(10), report_page(2020, 3));
    answer.id = "<urn:x:1>";
    archive::Record request{.type = "request", .target_uri = page_2020, .date = on_day(10)};
    request.content_type = "application/http";
    request.block = "POST / HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\npage=2";
    request.fields.emplace_back("WARC-Concurrent-To", "<urn:x:1>");
    const auto summary =
        import_records({answer, request, archived(page_2020, on_day(20), report_page(2020, 4))});
    EXPECT_EQ(paper_.page(page_2020).form, "page=2");
    EXPECT_EQ(history().size(), 1u);
    ASSERT_EQ(summary.problems.size(), 1u);
    EXPECT_NE(summary.problems[0].find("other fields"), std::string::npos);
}

TEST_F(Importing, AReportThatGoesOnNeedsItsFurtherPagesOfThatDay) {
    const std::string title = "示例县财政局2020年政府信息公开工作年度报告";
    const auto half = [&](std::string_view text, std::string_view links) {
        return page_of(title, "<h1>" + title + "</h1>" + std::string{text} + "<div class=page>" +
                                  std::string{links} + "</div>");
    };
    const auto begin = half("<p>一、总体情况</p><p>本局按条例要求公开政府信息。</p>",
                            "<a href=t2020.html>1</a> <a href=t2020_2.html>2</a>");
    const auto end = half(
        "<p>二、主动公开政府信息情况</p><table><tr><td>信息内容</td><td>本年制发件数</td><td>本年废止件数</"
        "td>"
        "<td>现行有效件数</td></tr><tr><td>规章</td><td>0</td><td>0</td><td>0</td></"
        "tr><tr><td>行政规范性文件</td>"
        "<td>3</td><td>0</td><td>20</td></tr></table>"
        "<p>五、存在的主要问题及改进情况</p><p>公开还不够及时。</p><p>六、其他需要报告的事项</p><p>无。</p>",
        "<a href=t2020.html>1</a> <a href=t2020_2.html>2</a>");
    const auto further = host + "/zfxxgknb/t2020_2.html";
    const auto summary =
        import_records({archived(page_2020, on_day(10), begin), archived(further, on_day(40), end)});
    EXPECT_EQ(summary.incomplete, 1u);
    EXPECT_TRUE(history().empty());
    import_records({archived(further, on_day(10, 4), end)}, "more.warc");
    import_records({archived(page_2020, on_day(10), begin), archived(further, on_day(40), end)});
    const auto revisions = history();
    ASSERT_EQ(revisions.size(), 1u);
    EXPECT_EQ(revisions[0].parts, std::vector<std::string>{base::sha256_hex(end)});
}

class ImportingBeside : public Importing {
  protected:
    ImportingBeside() : Importing{host + "/zfxxgknb/index.html"} {
        paper_.site.answer(
            host + "/zfxxgknb/index.html", 200,
            page_of("政府信息公开年报", "<ul><li><a href=\"" + page_2020 +
                                            "\">示例县财政局2020年政府信息公开工作年度报告</a></li></ul>"));
        paper_.site.answer(page_2020, 200, report_page(2020, 5));
        EXPECT_TRUE(paper_.crawl());
        EXPECT_EQ(paper_.changes().size(), 1u);
    }
};

TEST_F(ImportingBeside, WhatIsOlderThanOurOwnLookIsKeptAndChangesNothing) {
    const auto page = paper_.page(page_2020);
    const auto summary = import_records({archived(page_2020, on_day(10), report_page(2020, 3))});
    EXPECT_EQ(summary.captures, 1u);
    EXPECT_EQ(summary.changes, 0u);
    EXPECT_EQ(captures(page_2020), 2u);
    EXPECT_EQ(history().size(), 1u);
    EXPECT_EQ(paper_.page(page_2020), page);
}

TEST_F(ImportingBeside, AReportThatOnlyOldCapturesShowIsAddedAndCountsAsGone) {
    const std::vector<archive::Record> records{archived(page_2020, on_day(10), report_page(2019, 3)),
                                               archived(page_2020, on_day(11), report_page(2019, 4))};
    const auto summary = import_records(records);
    EXPECT_EQ(summary.changes, 3u);
    EXPECT_EQ(paper_.changes(), (News{"added 示例县财政局/2020", "added 示例县财政局/2019",
                                      "revised 示例县财政局/2019", "withdrawn 示例县财政局/2019"}));
    const auto state = store().state({"示例县财政局", 2019})->value();
    EXPECT_EQ(state.withdrawn_at, paper_.page(page_2020).seen_at);
    EXPECT_EQ(history({"示例县财政局", 2019}).size(), 2u);
    EXPECT_EQ(history({"示例县财政局", 2019})[0].observed_at, on_day(10));
    EXPECT_FALSE(store().state(key_2020)->value().withdrawn_at);
    EXPECT_EQ(import_records(records).changes, 0u);
}

TEST_F(ImportingBeside, WhatIsNewerIsAVisitOfThatTime) {
    const auto later = paper_.page(page_2020).seen_at.value() + std::chrono::hours{24};
    const auto due = paper_.page(page_2020).due_at;
    const auto summary = import_records({archived(page_2020, later, report_page(2020, 6))});
    EXPECT_EQ(summary.changes, 1u);
    EXPECT_EQ(history().size(), 2u);
    EXPECT_LE(paper_.page(page_2020).due_at, due);
    EXPECT_EQ(paper_.page(page_2020).source, "s");
}

TEST_F(ImportingBeside, OurOwnExportChangesNothingHereAndGivesTheSameElsewhere) {
    paper_.site.answer(page_2020, 200, report_page(2020, 7));
    paper_.after(std::chrono::hours{24 * 200});
    EXPECT_TRUE(paper_.crawl());
    paper_.site.answer(page_2020, 200, report_page(2020, 5));
    paper_.after(std::chrono::hours{24 * 200});
    EXPECT_TRUE(paper_.crawl());
    ASSERT_EQ(history().size(), 3u);
    std::ofstream out{file("own.warc.gz"), std::ios::binary};
    const auto exported =
        export_warc(store(), {}, out, WarcCompression::gzip, "own.warc.gz", base::utc_now());
    ASSERT_TRUE(exported);
    out.close();
    const auto before = paper_.changes();
    EXPECT_EQ(import({file("own.warc.gz")}).changes, 0u);
    EXPECT_EQ(paper_.changes(), before);

    SmallStore empty;
    const SourceScope scope{{}};
    const ImportGround ground{
        .store = empty.store(),
        .scope = scope,
        .settings = {.decide = paper_.settings.decide, .bounds = paper_.settings.bounds},
        .write = [](const auto& work) { return work(); },
        .stopped = [] { return false; }};
    ASSERT_TRUE(import_files(ground, {{file("own.warc.gz")}}, {}, base::utc_now()));
    const auto theirs = empty.store().history(key_2020).value();
    const auto ours = history();
    ASSERT_EQ(theirs.size(), ours.size());
    for (std::size_t i = 0; i < ours.size(); ++i) EXPECT_EQ(theirs[i], ours[i]) << i;
}

TEST_F(Importing, DocumentsOfAFolderAreRead) {
    const auto folder = file("报告");
    std::filesystem::create_directories(folder / "2020");
    write_text(folder / "2020" / "财政局#1.html", report_page(2020, 3));
    write_text(folder / "readme.txt", "nothing to see");
    write_text(folder / ".hidden", "x");
    const auto summary = import({folder});
    EXPECT_EQ(summary.captures, 2u);
    EXPECT_EQ(summary.reports, 1u);
    EXPECT_EQ(summary.no_report, 1u);
    ASSERT_EQ(summary.problems.size(), 1u);
    EXPECT_TRUE(summary.problems[0].starts_with("报告/readme.txt: no report")) << summary.problems[0];
    const auto revisions = history();
    ASSERT_EQ(revisions.size(), 1u);
    EXPECT_EQ(revisions[0].source_url,
              "http://documents.invalid/%E6%8A%A5%E5%91%8A/2020/%E8%B4%A2%E6%94%BF%E5%B1%80%231.html");
    EXPECT_TRUE(revisions[0].report.official);
    EXPECT_EQ(import({folder}).changes, 0u);
}

TEST_F(Importing, ATableNamesDocumentsAndItsContradictionsAreTold) {
    write_text(file("a.html"), report_page(2020, 3));
    write_text(file("b.html"), report_page(2021, 3));
    const auto table =
        write_text(file("list.csv"),
                   "\xEF\xBB\xBF文件,网址,单位,年份,日期,备注\r\na.html," + page_2020 +
                       ",示例县财政局,2020,2021-03-01,好\r\n"
                       "b.html,,示例县水利局,2019年,,\r\nmissing.html,,,,,\r\n,,,,,\r\nb.html,,,abc,,\r\n");
    const auto summary = import({table});
    EXPECT_EQ(summary.reports, 2u);
    EXPECT_EQ(summary.damaged, 3u);
    const auto told = [&](std::string_view words) {
        return std::ranges::any_of(
            summary.problems, [&](const auto& problem) { return problem.find(words) != std::string::npos; });
    };
    EXPECT_TRUE(told("missing.html: No such file"));
    EXPECT_TRUE(told("list.csv: line 5: no file"));
    EXPECT_TRUE(told("list.csv: line 6: no year: abc"));
    EXPECT_TRUE(told("b.html: said to be of 示例县水利局, but it is of 示例县财政局"));
    EXPECT_TRUE(told("b.html: said to be for 2019, but it is for 2021"));
    const auto revisions = history();
    ASSERT_EQ(revisions.size(), 1u);
    EXPECT_EQ(revisions[0].source_url, page_2020);
    EXPECT_EQ(base::to_iso(revisions[0].observed_at), "2021-03-01T00:00:00.000Z");
}

TEST_F(Importing, AFileThatIsNotThereIsAnError) {
    const auto missing = try_import({file("missing.warc")});
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().code, base::ErrorCode::io);
}

TEST(ImportSummaryTest, ComesBackFromItsLine) {
    ImportSummary summary{.captures = 3, .damaged = 1, .changes = 2};
    summary.tell("x.warc: \"broken\"");
    const auto back = ImportSummary::parse(summary.to_json());
    ASSERT_TRUE(back);
    EXPECT_EQ(back->to_json(), summary.to_json());
    EXPECT_FALSE(ImportSummary::parse("{}"));
}

}  // namespace
}  // namespace ogi::daemon
