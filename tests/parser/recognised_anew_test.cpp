#include "parser/recognised_anew.h"

#include "consistent_form.h"

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <string_view>

namespace ogi::parser {
namespace {

using model::CellKind;
using model::Generation;
using model::Report;

constexpr auto words =
    "2023年，本局认真贯彻落实政府信息公开条例，主动公开信息，规范办理依申请公开，持续完善制度。";

// A form that was recognised and whose identities all hold, without a figure but 36, 8 and 1 in some places.
Report recognised() {
    Report report;
    report.is_report = true;
    report.generation = Generation::form_2021;
    report.cells = consistent_form(Generation::form_2021, 1);
    for (auto& [id, cell] : report.cells) cell.value = model::Decimal::whole(0);
    report.sections.push_back({.number = 1, .title = "总体情况", .text = words});
    report.ocr = model::Recognition{.confidence = 90, .repaired = {}};
    return report;
}

void put(Report& report, const std::string& id, int figure) {
    auto& cell = report.cells.at(id);
    cell.kind = CellKind::number;
    cell.value = model::Decimal::whole(figure);
}

void hide(Report& report, const std::string& id) {
    auto& cell = report.cells.at(id);
    cell.kind = CellKind::unreadable;
    cell.value.reset();
}

// So many requests of natural persons, all granted: in rows and columns that add up.
void receive(Report& report, int figure) {
    for (const auto* row : {"new_received", "granted", "total_processed"}) {
        for (const auto* applicant : {"natural_person", "total"})
            put(report, std::string{"requests."} + row + "." + applicant, figure);
    }
}

Report with_requests(int figure) {
    auto report = recognised();
    receive(report, figure);
    return report;
}

constexpr auto fee = "disclosure.fee.amount";       // Stands in no identity.
constexpr auto granted = "requests.granted.total";  // Stands in some.

std::string_view name(RecognisedAnew result) {
    switch (result) {
        case RecognisedAnew::nothing_new:
            return "nothing_new";
        case RecognisedAnew::reads_more:
            return "reads_more";
        case RecognisedAnew::unproven:
            return "unproven";
        case RecognisedAnew::proven:
            return "proven";
    }
    return {};
}

struct Case {
    std::string_view result;
    std::string_view what;
    std::function<void(Report& before, Report& after)> differ;
    int requests_after = 36;
};

TEST(RecognisedAnew, TellsWhatMayBeMisreadFromWhatTheAgencyChanged) {
    const Case cases[] = {
        {"nothing_new", "the same", [](Report&, Report&) {}},
        {"nothing_new", "a figure that cannot be read any more", [](Report&, Report& b) { hide(b, fee); }},
        {"reads_more", "a figure that could not be read before", [](Report& a, Report&) { hide(a, fee); }},
        {"nothing_new", "one figure more and another less",
         [](Report& a, Report& b) { hide(a, fee), hide(b, granted); }},
        {"unproven", "a figure in no identity", [](Report&, Report& b) { put(b, fee, 7); }},
        {"unproven", "a figure that breaks its identities", [](Report&, Report& b) { put(b, granted, 38); }},
        {"unproven", "a blank that was a figure",
         [](Report&, Report& b) {
             b.cells.at(fee) = {.kind = CellKind::blank, .value = {}, .raw = {}, .unit = {}, .at = {}};
         }},
        {"proven", "figures that add up as those before did", [](Report&, Report&) {}, 48},
        {"proven", "the same beside one that cannot be read", [](Report&, Report& b) { hide(b, fee); }, 48},
        {"unproven", "figures that add up where those before did not",
         [](Report& a, Report&) {
             for (const auto* row : {"new_received", "granted", "total_processed"})
                 put(a, std::string{"requests."} + row + ".total", 35);
         },
         48},
        {"unproven", "figures that were put right to add up",
         [](Report&, Report& b) {
             for (const auto* row : {"new_received", "granted", "total_processed"})
                 for (const auto* applicant : {"natural_person", "total"})
                     b.ocr->repaired.push_back(std::string{"requests."} + row + "." + applicant);
         },
         48},
        {"unproven", "one shape taken for another in all of them", [](Report&, Report&) {}, 35},
        {"nothing_new", "some letters of the text",
         [](Report&, Report& b) { b.sections[0].text.replace(b.sections[0].text.find("制度"), 6, "制席"); }},
        {"nothing_new", "a text of which half is lost",
         [](Report&, Report& b) { b.sections[0].text = b.sections[0].text.substr(0, 60); }},
        {"unproven", "another text",
         [](Report&, Report& b) {
             b.sections[0].text += "全年新增规章三件，废止五件，均已公布于门户网站。";
         }},
        {"unproven", "another form", [](Report&, Report& b) { b.generation = Generation::form_2019; }},
        {"unproven", "another date",
         [](Report& a, Report& b) {
             a.published = base::parse_iso_date("2024-01-10").value();
             b.published = base::parse_iso_date("2024-01-11").value();
         }},
        {"proven", "printed before and after",
         [](Report& a, Report& b) { a.ocr.reset(), b.ocr.reset(), put(b, fee, 7); }},
        {"reads_more", "a scan for which a printed document came, in no identity",
         [](Report&, Report& b) { b.ocr.reset(), put(b, fee, 7); }},
        {"proven", "a scan for which a printed document came, with other figures that add up",
         [](Report&, Report& b) { b.ocr.reset(); }, 48},
        {"unproven", "a printed document for which a scan came, in no identity",
         [](Report& a, Report& b) { a.ocr.reset(), put(b, fee, 7); }},
        {"nothing_new", "a printed document for which a scan came",
         [](Report& a, Report& b) { a.ocr.reset(), hide(b, fee); }},
    };
    for (const auto& [result, what, differ, requests] : cases) {
        auto before = with_requests(36), after = with_requests(requests);
        differ(before, after);
        EXPECT_EQ(name(compare_recognised(before, after)), result) << what;
    }
}

TEST(RecognisedAnew, WhatWasNotFoundInAnImageIsNotReadAndInPrintIsNotThere) {
    auto before = with_requests(36), after = with_requests(36);
    before.cells.erase(fee);
    EXPECT_EQ(name(compare_recognised(before, after)), "reads_more");
    before.ocr.reset();
    EXPECT_EQ(name(compare_recognised(before, after)), "unproven");
}

}  // namespace
}  // namespace ogi::parser
