// Agency and year of real pages, from what is known of each: its address and its title or first line. The
// lines stand beside the checkout on development machines.
#include "parser/identity.h"
#include "parser/noise.h"
#include "parser/prose.h"
#include "tests/parser/documents.h"

#include <gtest/gtest.h>
#include <boost/json.hpp>

#include <fstream>
#include <iostream>
#include <string>
#include <vector>

namespace ogi::parser {
namespace {

// Shares of lines that were right when these were last raised; the aims are 97 % and 95 %.
constexpr int year_percent_min = 100;
constexpr int agency_percent_min = 97;

std::string text_of(const boost::json::object& line, std::string_view key) {
    const auto* value = line.if_contains(key);
    return value != nullptr && value->is_string() ? std::string{value->as_string()} : std::string{};
}

// Does the line print the agency's own part of the name, so that a reader could tell it?
bool is_readable(std::string_view text, const std::string& agency) {
    if (agency.empty() || contains_any(agency, "(|unknown|某")) return false;
    std::string_view tail{agency};
    for (const std::string_view ending : {"人民政府", "管委会", "行政公署"}) {
        if (tail.ends_with(ending) && !contains_any(text, ending)) tail.remove_suffix(ending.size());
    }
    constexpr std::size_t tail_bytes = 12;  // Four characters: "县财政局".
    if (tail.size() > tail_bytes) tail.remove_prefix(tail.size() - tail_bytes);
    return contains_any(without_spaces(text), tail);
}

std::vector<boost::json::object> known_pages() {
    std::vector<boost::json::object> pages;
    std::ifstream file{std::string{OGI_SHARED_FOLDER} + "/corpus/urls.jsonl"};
    for (std::string line; std::getline(file, line);) pages.push_back(boost::json::parse(line).as_object());
    return pages;
}

model::Document document_of(const boost::json::object& known) {
    model::Document document;
    document.url = text_of(known, "url");
    document.title = text_of(known, "title");
    add_paragraph(document, document.title);
    return document;
}

TEST(RealPages, MirrorsAreToldFromOfficialPages) {
    const auto pages = known_pages();
    if (pages.empty()) GTEST_SKIP() << "no corpus beside the checkout";
    int mirrors = 0, officials = 0;
    std::string missed, accused;
    for (const auto& known : pages) {
        const auto kind = text_of(known, "kind");
        if (kind == "other") continue;  // Copies and official pages, not told apart.
        const auto cleaned = clean(document_of(known), {});
        (kind == "mirror" ? mirrors : officials) += 1;
        if (kind == "mirror" && cleaned.official) missed += text_of(known, "url") + "\n";
        if (kind != "mirror" && !cleaned.official) accused += text_of(known, "url") + "\n";
    }
    std::cout << mirrors << " mirrors, " << officials << " official pages\n";
    EXPECT_EQ(missed, "");
    EXPECT_EQ(accused, "");
}

TEST(RealPages, NoticesAndListsAreNoReports) {
    for (const auto& known : known_pages()) {
        const auto kind = text_of(known, "kind");
        if (kind != "notice" && !kind.starts_with("list")) continue;
        // What a page of that kind says beside its title.
        auto document = document_of(known);
        for (int i = 0; i < 4; ++i)
            add_paragraph(document,
                          "请各单位按照要求完成政府信息公开工作年度报告，填写表格，核对数字，按时报送，并在网"
                          "站上发布，接受监督。");
        const auto identity = identify(clean(document, {}).document, {}, {});
        EXPECT_FALSE(identity.is_report) << document.title << " " << document.url;
    }
}

TEST(RealPages, AgencyAndYearAreTold) {
    const auto pages = known_pages();
    if (pages.empty()) GTEST_SKIP() << "no corpus beside the checkout";
    int years = 0, years_right = 0, agencies = 0, agencies_right = 0;
    std::string misses;
    for (const auto& known : pages) {
        const auto kind = text_of(known, "kind");
        if (kind != "report" && kind != "mirror") continue;
        const auto document = document_of(known);
        const auto clean_document = clean(document, {}).document;
        const auto identity = identify(clean_document, {}, {});
        if (known.at("year").is_int64()) {
            ++years;
            years_right += identity.year == known.at("year").as_int64() ? 1 : 0;
            if (identity.year != known.at("year").as_int64())
                misses += "year " + std::to_string(identity.year) + ": " + document.title + "\n";
        }
        auto agency = text_of(known, "agency");
        if (!is_readable(clean_document.title, agency)) continue;
        ++agencies;
        constexpr std::string_view short_form = "管委会";  // Names are told in full.
        if (agency.ends_with(short_form))
            agency.replace(agency.size() - short_form.size(), short_form.size(), "管理委员会");
        agencies_right += identity.agency.name == agency ? 1 : 0;
        if (identity.agency.name != agency) misses += agency + " read as " + identity.agency.name + "\n";
    }
    RecordProperty("years", std::to_string(years_right) + "/" + std::to_string(years));
    RecordProperty("agencies", std::to_string(agencies_right) + "/" + std::to_string(agencies));
    std::cout << "years " << years_right << "/" << years << ", agencies " << agencies_right << "/" << agencies
              << "\n";
    EXPECT_GE(years_right * 100, years * year_percent_min) << misses;
    EXPECT_GE(agencies_right * 100, agencies * agency_percent_min) << misses;
}

}  // namespace
}  // namespace ogi::parser
