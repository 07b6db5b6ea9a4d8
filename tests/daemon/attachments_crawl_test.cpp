#include "daemon/config/programs.h"
#include "daemon/replay/replay_run.h"
#include "paper_crawl.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace ogi::daemon {
namespace {

using namespace std::chrono_literals;

const std::string host = "http://a.example";
const std::string agency = "江苏省苏州市昆山市水务局";
const std::string title = agency + "2023年政府信息公开工作年度报告";
const model::ReportKey key{agency, 2023};
const std::string page_url = host + "/zfxxgknb/2023.html";
const std::string pdf_url = host + "/files/1.pdf";

std::string fixture(const std::string& name) {
    std::ifstream file{std::string{OGI_TEST_FOLDER} + "/../fixtures/attachments/" + name, std::ios::binary};
    EXPECT_TRUE(file) << name;
    return {std::istreambuf_iterator<char>{file}, {}};
}

std::string html(const std::string& heading, const std::string& body) {
    return "<html><head><meta charset=utf-8><title>" + heading + "</title></head><body><h1>" + heading +
           "</h1><div class=article>" + body + "</div></body></html>";
}

std::string link(const std::string& target, const std::string& text) {
    return "<p><a href=\"" + target + "\">" + text + "</a></p>";
}

std::string replaced(std::string text, std::string_view old, std::string_view by) {
    const auto at = text.find(old);
    EXPECT_NE(at, std::string::npos) << old;
    return at == std::string::npos ? text : text.replace(at, old.size(), by);
}

// A list that links one report's page.
class AttachmentsCrawl : public testing::Test {
  protected:
    AttachmentsCrawl() {
        paper_.settings.programs = find_programs({});
        EXPECT_FALSE(paper_.settings.programs.pdf.empty()) << "ogi-pdf lies beside this test";
        serve(host + "/", html("政府信息公开年报", link(page_url, title)));
    }

    void serve(const std::string& url, std::string body) { paper_.site.answer(url, 200, std::move(body)); }
    void carry(const std::string& body) { serve(page_url, html(title, body)); }
    // What the feed tells of a run in which everything is due.
    std::vector<std::string> news() {
        paper_.after(known_ == 0 ? 0h : std::chrono::hours{24 * 200});
        EXPECT_TRUE(paper_.crawl());
        const auto all = paper_.changes();
        std::vector<std::string> grown{all.begin() + static_cast<std::ptrdiff_t>(known_), all.end()};
        known_ = all.size();
        return grown;
    }
    storage::Store& store() { return paper_.small.store(); }
    model::ReportState state() { return store().state(key).value().value(); }
    model::Report report() { return store().revision(key, state().revision).value().value().report; }
    auto times_asked(const std::string& url) { return std::ranges::count(paper_.site.asked, url); }

    const std::string added_ = "added " + agency + "/2023";
    PaperCrawl paper_{host + "/"};
    std::size_t known_ = 0;
};

TEST_F(AttachmentsCrawl, APageWithoutFiguresIsReadFromItsPdf) {
    carry(link(pdf_url, "附件.pdf"));
    serve(pdf_url, fixture("dresses/form_2021.pdf"));
    EXPECT_EQ(news(), std::vector{added_});
    EXPECT_EQ(state().source_url, pdf_url);
    EXPECT_EQ(report().format, model::Format::pdf);
    EXPECT_EQ(report().verdict, model::Verdict::verified);
    const auto& cell = report().cells.at("requests.new_received.total");
    ASSERT_TRUE(cell.at);
    EXPECT_GT(cell.at->box.page, 0);
    const auto carrier = paper_.page(pdf_url).carrier;
    ASSERT_TRUE(carrier);
    EXPECT_EQ(carrier->url, page_url);
    EXPECT_EQ(carrier->agency, agency);
    EXPECT_EQ(paper_.page(page_url).attachments, std::vector{pdf_url});
    EXPECT_EQ(news(), std::vector<std::string>{});
}

TEST_F(AttachmentsCrawl, NoNoticeIsAskedForThatAPageWithFiguresCarriesBeside) {
    serve(page_url, replaced(fixture("dresses/form_2021.html"), "</h1>",
                             "</h1>" + link("/files/notice.pdf", "关于报送材料的通知.pdf")));
    EXPECT_EQ(news(), std::vector{added_});
    EXPECT_EQ(times_asked(host + "/files/notice.pdf"), 0);
}

TEST_F(AttachmentsCrawl, ATwinIsEvidenceAndNoNews) {
    serve(page_url, replaced(fixture("dresses/form_2021.html"), "</h1>", "</h1>" + link(pdf_url, title)));
    serve(pdf_url, fixture("dresses/form_2021.pdf"));
    EXPECT_EQ(news(), std::vector{added_});
    const auto copies = store().copies(key).value();
    ASSERT_EQ(copies.size(), 2u);
    EXPECT_EQ(state().source_url, page_url);
}

TEST_F(AttachmentsCrawl, AFigureThatChangesInAnAttachmentIsARevision) {
    carry(link(pdf_url, "附件.pdf"));
    serve(pdf_url, fixture("dresses/form_2021.pdf"));
    EXPECT_EQ(news(), std::vector{added_});
    // What it is, its bytes tell, and not its name.
    serve(pdf_url, replaced(fixture("dresses/form_2021.html"), "652.7487", "652.7488"));
    EXPECT_EQ(news(), std::vector{"revised " + agency + "/2023"});
    EXPECT_EQ(report().cells.at("disclosure.fee.amount").value, model::Decimal::parse("652.7488"));
}

TEST_F(AttachmentsCrawl, AnotherDocumentInItsPlaceIsTheAgencysDoing) {
    carry(link(pdf_url, "附件.pdf"));
    serve(pdf_url, fixture("dresses/form_2021.pdf"));
    EXPECT_EQ(news(), std::vector{added_});
    const auto corrected = host + "/files/2.pdf";
    carry(link(corrected, "附件.pdf"));
    serve(corrected, replaced(fixture("dresses/form_2021.html"), "652.7487", "652.7488"));
    EXPECT_EQ(news(), std::vector{"revised " + agency + "/2023"});
    EXPECT_EQ(state().source_url, corrected);
    EXPECT_FALSE(paper_.page(pdf_url).carrier->links);
    EXPECT_EQ(news(), std::vector<std::string>{});
}

TEST_F(AttachmentsCrawl, WhatAPageInDisguiseSaysIsNoReport) {
    carry(link(pdf_url, "附件.pdf"));
    serve(pdf_url, html("页面不存在", "<p>您访问的页面不存在或已删除</p>"));
    EXPECT_EQ(news(), std::vector<std::string>{});
    EXPECT_EQ(paper_.page(pdf_url).outcome, model::VisitOutcome::gone);
}

TEST_F(AttachmentsCrawl, TheDocumentsOfAnArchiveAreItsReports) {
    carry(link("/files/all.zip", title + ".zip"));
    serve(host + "/files/all.zip", fixture("zip_two_reports.zip"));
    EXPECT_EQ(news().size(), 2u);
    EXPECT_EQ(paper_.page(host + "/files/all.zip").reports.size(), 2u);
}

TEST_F(AttachmentsCrawl, WhatItsReaderDidNotFinishIsReadByTheNextVisit) {
    const auto failing = paper_.small.folder().parent_path() / "failing";
    std::ofstream{failing} << "#!/bin/sh\nexit 12\n";  // base::out_of_memory_status
    std::filesystem::permissions(failing, std::filesystem::perms::owner_all);
    carry(link(pdf_url, "附件.pdf"));
    serve(pdf_url, fixture("dresses/form_2021.pdf"));
    const auto reader = std::exchange(paper_.settings.programs.pdf, failing);
    EXPECT_EQ(news(), std::vector<std::string>{});
    const auto unread = paper_.page(pdf_url);
    EXPECT_EQ(unread.outcome, model::VisitOutcome::failed);
    EXPECT_EQ(unread.reason, model::FailureReason::timed_out);
    EXPECT_NE(unread.outcome_note.find("address_space_bytes_max"), std::string::npos) << unread.outcome_note;
    EXPECT_EQ(unread.etag + unread.snapshot, "");
    EXPECT_EQ(unread.failures, 1);
    EXPECT_EQ(unread.due_at - *unread.visited_at, paper_.settings.decide.revisit.retry_first);
    paper_.settings.programs.pdf = reader;
    paper_.after(1h);
    EXPECT_EQ(news(), std::vector{added_});
    // A correction that could not be read leaves what is held.
    paper_.settings.programs.pdf = failing;
    serve(pdf_url, fixture("dresses/form_2021.pdf") + "\n");
    EXPECT_EQ(news(), std::vector<std::string>{});
    EXPECT_EQ(paper_.page(pdf_url).outcome, model::VisitOutcome::failed);
    EXPECT_FALSE(state().withdrawn_at);
}

TEST_F(AttachmentsCrawl, WhatIsNeverReadIsLookedAtEverMoreSeldomAndSaysSo) {
    const auto failing = paper_.small.folder().parent_path() / "too_slow";
    std::ofstream{failing} << "#!/bin/sh\nexit 12\n";  // base::out_of_memory_status
    std::filesystem::permissions(failing, std::filesystem::perms::owner_all);
    carry(link(pdf_url, "附件.pdf"));
    serve(pdf_url, fixture("dresses/form_2021.pdf"));
    paper_.settings.programs.pdf = failing;
    const auto& revisit = paper_.settings.decide.revisit;
    auto pause = revisit.retry_first;
    for (int times = 1; times <= 14; ++times) {
        EXPECT_EQ(news(), std::vector<std::string>{});
        const auto unread = paper_.page(pdf_url);
        EXPECT_EQ(unread.failures, times);
        EXPECT_EQ(unread.due_at - *unread.visited_at, pause) << times;
        paper_.after(std::chrono::duration_cast<std::chrono::hours>(pause) + 1h);
        pause = std::min(2 * pause, revisit.retry_max);
    }
    EXPECT_EQ(pause, revisit.retry_max);
    EXPECT_EQ(times_asked(pdf_url), 14);
}

TEST_F(AttachmentsCrawl, AReportStaysWhoseFileStaysAndIsWithdrawnWithTheFile) {
    carry(link(pdf_url, "附件.pdf"));
    serve(pdf_url, fixture("dresses/form_2021.pdf"));
    EXPECT_EQ(news(), std::vector{added_});
    paper_.site.answer(page_url, 404, "");
    serve(host + "/", html("政府信息公开年报", "<p>暂无</p>"));
    for (int look = 0; look < 3; ++look) EXPECT_EQ(news(), std::vector<std::string>{});
    EXPECT_EQ(paper_.page(page_url).outcome, model::VisitOutcome::gone);
    EXPECT_EQ(paper_.page(page_url).gone_reason, model::GoneReason::not_found);
    EXPECT_EQ(paper_.page(pdf_url).reports, std::vector{key});
    EXPECT_FALSE(state().withdrawn_at);
    EXPECT_EQ(state().source_url, pdf_url);
    paper_.site.answer(pdf_url, 404, "");
    EXPECT_EQ(news(), std::vector<std::string>{});
    EXPECT_EQ(news(), std::vector{"withdrawn " + agency + "/2023"});
    carry(link(pdf_url, "附件.pdf"));
    serve(pdf_url, fixture("dresses/form_2021.pdf"));
    EXPECT_EQ(news(), std::vector{"restored " + agency + "/2023"});
}

TEST_F(AttachmentsCrawl, WithoutItsReaderADocumentIsKeptAndReadLater) {
    const auto programs = std::exchange(paper_.settings.programs, {});
    carry(link(pdf_url, "附件.pdf"));
    serve(pdf_url, fixture("dresses/form_2021.pdf"));
    EXPECT_EQ(news(), std::vector<std::string>{});
    EXPECT_EQ(paper_.page(pdf_url).outcome_note, "not read: PDF document; ogi-pdf is not installed");
    EXPECT_FALSE(paper_.page(pdf_url).snapshot.empty());
    const auto reparse = [&](const extract::Programs& with) {
        ReplayRunSettings settings{.programs = with};
        ReplayRunHooks hooks{.on_writer = [](const std::function<void()>& work) { work(); }};
        return ReplayRun{store(), settings, hooks}.run().value();
    };
    reparse(programs);
    EXPECT_EQ(paper_.changes(), std::vector{added_});
    // What was read stays, whoever lacks what to read it with.
    reparse({});
    EXPECT_EQ(paper_.changes(), std::vector{added_});
    EXPECT_EQ(state().source_url, pdf_url);
    EXPECT_FALSE(state().withdrawn_at);
}

}  // namespace
}  // namespace ogi::daemon
