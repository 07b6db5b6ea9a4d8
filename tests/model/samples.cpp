#include "samples.h"

namespace ogi::model {

base::UtcTime at(std::string_view iso) {
    return base::parse_iso_time(iso).value();
}

Page full_page() {
    return {.url = base::Url::parse("http://a.example/2020.html").value(),
            .form = "col=1&webid=2",
            .source = "示例县",
            .agency = "示例县财政局",
            .role = PageRole::list,
            .depth = 2,
            .found_on = "http://a.example/",
            .link_text = "2020年\"年报\"",
            .due_at = at("2026-01-31T08:15:00.250Z"),
            .visited_at = at("2026-01-30T08:15:00.000Z"),
            .outcome = VisitOutcome::challenged,
            .reason = FailureReason::challenged,
            .gone_reason = GoneReason::sent_home,
            .outcome_note = "HTTP 412",
            .failures = 3,
            .unchanged = 4,
            .seen_at = at("2026-01-29T08:15:00.000Z"),
            .content = "89abcdef",
            .content_before = "cdef0123",
            .flips = 2,
            .flipped_at = at("2026-01-28T08:15:00.000Z"),
            .history = {7, 1250, 864'000, 3'600},
            .etag = "W/\"1-2\"",
            .last_modified = "Sun, 31 Jan 2021 00:00:00 GMT",
            .snapshot = "0123abcd",
            .parts = {{"http://a.example/2020_2.html", "\"2\"", "Sun, 31 Jan 2021 00:00:00 GMT", "4567"},
                      {"http://a.example/2020_3.html"}},
            .reports = {{"示例县教育局", 2020}, {"示例县教育局", 2021}},
            .replaced = {{"示例县卫生局", 2019}},
            .suspect = SuspectCapture{.doubts = {Doubt::cut_off, Doubt::flapping},
                                      .content = "456789ab",
                                      .snapshot = "ab12",
                                      .since = at("2026-01-27T08:15:00.000Z"),
                                      .same_since = at("2026-01-28T08:15:00.000Z"),
                                      .looks = 2,
                                      .looks_in_doubt = 3}};
}

namespace {

Cell number(std::string_view digits, std::string_view unit) {
    return {CellKind::number, Decimal::parse(digits), std::string{digits}, std::string{unit},
            Place{{10, 20}, 1, 2, 3}};
}

}  // namespace

Report full_report() {
    Report report;
    report.is_report = true;
    report.reason = "none";
    report.agency = {"示例县财政局", "县财政局", "500112", 0.98, "title", "县财政局"};
    report.year = 2020;
    report.title = "示例县财政局2020年\n政府信息公开工作年度报告";
    report.published = base::parse_iso_date("2021-01-20").value();
    report.generation = Generation::mixed;
    report.official = false;
    report.noise = {"pinyin_glosses", "traditional_script"};
    report.cells = {{"a.amount", number("73802895.90", "元")},
                    {"a.fee", number("57.8374", "万元")},
                    {"a.items", number("-8", "项")},
                    {"a.blank", {CellKind::blank, {}, "", "件", Place{{0, 4'294'967'295U}}}},
                    {"a.slash", {CellKind::slash, {}, "／", "件", {}}},
                    {"a.dash", {CellKind::dash, {}, "—", "", {}}},
                    {"a.text", {CellKind::text, {}, "本单位未制作\n规章", "", {}}},
                    {"a.unreadable", {CellKind::unreadable, {}, "396442278", "", {}}},
                    {"a.absent", {}}};
    report.statements = {{"requests.new_received", Decimal::whole(38), true, "项", "收到60余项",
                          Place{{}, -1, 0, 0, {2, 10, 20, 300, 40}}},
                         {"disclosure.fee", Decimal::parse("0.25"), false, "万元", "收费0.25万元", {}},
                         {"disclosure.total", {}, false, "条", "若干条", {}}};
    report.checks = {
        {"requests.balance.total", CheckOutcome::holds, Decimal::whole(40), Decimal::whole(40), ""},
        {"prose.fee", CheckOutcome::violated, Decimal::parse("57.8374"), Decimal::parse("73802895.90"),
         "table against text"},
        {"reconsideration.sum", CheckOutcome::not_assessable, {}, {}, "other is blank"}};
    report.suspects = {{"a.items", Decimal::whole(-8), Decimal::whole(8), {"requests.balance.total"}, 1},
                       {"a.fee", *Decimal::parse("57.8374"), *Decimal::parse("0.5"), {}, 2}};
    report.anomalies = {{"template_text", "XX年"}, {"glued_cells", "396442278"}};
    report.stat_tables = {
        {"统计表",
         {"指标", "单位", "2014年度"},
         {{{CellKind::text, {}, "主动公开文件数", "", {}}, number("4512.5", "条"), {}}, {}}},
        {"", {}, {}}};
    report.sections = {{1, "总体情况", "第一段\n第二段"}, {0, "", "text"}};
    report.attachments = {{"http://a.example/2020.pdf", "附件：年报.pdf"}, {"http://a.example/b.doc", ""}};
    report.verdict = Verdict::inconsistent;
    report.format = Format::image;
    report.ocr = Recognition{87, {"a.items"}};
    report.corrections = {{"a.fee", CellKind::number, Decimal::parse("0.5"), "d-1", "王某", "漏一位"},
                          {"a.items", CellKind::blank, {}, "d-2", "李某", "原表为负"}};
    return report;
}

Revision full_revision() {
    return {3,
            at("2026-01-31T08:15:00.250Z"),
            "http://a.example/2020.html",
            "0123abcd",
            {"89ef"},
            "7",
            "4567cdef",
            full_report()};
}

}  // namespace ogi::model
