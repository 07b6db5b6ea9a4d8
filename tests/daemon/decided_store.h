#pragma once

#include "daemon/answers/decision_lines.h"
#include "daemon/answers/question.h"
#include "daemon/decisions/decision_desk.h"
#include "daemon/decisions/decisions_file.h"
#include "model/change_json.h"
#include "model/names.h"
#include "model/revision_json.h"
#include "small_store.h"

#include <gtest/gtest.h>
#include <boost/json/parse.hpp>

#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

namespace ogi::daemon {

using model::Decimal;

inline constexpr base::UtcTime today{std::chrono::hours{24} * 20'500};
inline constexpr std::string_view cell = "requests.new_received.total";
inline constexpr std::string_view correct_it =
    R"({"by":"王某","reason":"漏一位","kind":"cell.correct","agency":"甲县文化局","year":2019,)"
    R"("cell":"requests.new_received.total","right":{"kind":"number","value":21}})";
inline constexpr std::string_view merge_it =
    R"({"by":"王某","reason":"机构改革","kind":"agency.merge","agency":"甲县文化局","name":"甲县文旅局"})";

inline std::string revoking(const std::string& id) {
    return R"({"by":"李某","reason":"有误","kind":"revoke","revokes":")" + id + "\"}";
}

// A store with reports of two agencies that are one, and what is decided of them.
class Desk : public testing::Test {
  protected:
    Desk() {
        const auto url = [](std::string_view path) { return "http://a.example/" + std::string{path}; };
        page(url("wh2018"), {"甲县文化局", 2018});
        page(url("wh2019"), {"甲县文化局", 2019});
        page(url("wl2019"), {"甲县文旅局", 2019});
        page(url("wl2020"), {"甲县文旅局", 2020});
        small_.report("甲县文化局", 2018, 11, url("wh2018"));
        small_.report("甲县文化局", 2019, 12, url("wh2019"));
        small_.report("甲县文旅局", 2019, 13, url("wl2019"));
        small_.report("甲县文旅局", 2020, 14, url("wl2020"));
        open();
    }

    void page(const std::string& url, model::ReportKey key) {
        storage::Commit commit;
        commit.pages.push_back(
            {.url = base::Url::parse(url).value(), .source = "s", .due_at = today, .reports = {key}});
        ASSERT_TRUE(small_.store().commit(std::move(commit)));
    }

    // As after a start.
    void open() {
        desk_.reset();
        auto desk = DecisionDesk::open(small_.store(), file_, today);
        ASSERT_TRUE(desk) << desk.error().context;
        desk_ = *std::move(desk);
    }

    Taken take(std::string_view lines) {
        auto taken = desk_->take(lines, today);
        EXPECT_TRUE(taken) << taken.error().context;
        return taken ? *std::move(taken) : Taken{};
    }

    base::Error refused(std::string_view lines) {
        const auto taken = desk_->take(lines, today);
        EXPECT_FALSE(taken);
        return taken ? base::Error{} : taken.error();
    }

    model::ReportState state(const std::string& agency, int year) {
        return small_.store().state({agency, year}).value().value_or(model::ReportState{});
    }
    model::Revision current(const std::string& agency, int year) {
        return small_.store().revision({agency, year}, state(agency, year).revision).value().value();
    }
    std::vector<std::string> copies(const std::string& agency, int year) {
        std::vector<std::string> urls;
        for (const auto& copy : small_.store().copies({agency, year}).value()) urls.push_back(copy.url);
        return urls;
    }
    model::Page page_at(const std::string& url) {
        return small_.store().page(base::Url::parse(url).value()).value().value();
    }

    // "reinterpreted 甲县文化局/2019", those after the beginning's four.
    std::vector<std::string> feed() {
        std::vector<std::string> told;
        EXPECT_TRUE(small_.store().for_each_change(4, [&](std::uint64_t, std::string_view line) {
            const auto change = model::parse_change_json(line).value();
            EXPECT_EQ(change.cause, model::Cause::decision) << line;
            EXPECT_TRUE(change.agency_id.starts_with("a-")) << line;
            told.push_back(std::string{model::name_of(change.type)} + " " + change.key.agency + "/" +
                           std::to_string(change.key.year) +
                           (change.filed_as.empty() ? "" : " as " + change.filed_as));
            return true;
        }));
        return told;
    }

    std::vector<std::string> lines(About about, std::string agency = {}) {
        std::vector<std::string> all;
        Question question;
        question.about = about;
        question.agency = std::move(agency);
        const auto answered = answer(
            small_.store(), question,
            [&](std::string_view line) {
                all.emplace_back(line);
                return true;
            },
            *desk_->book()->read());
        EXPECT_TRUE(answered) << answered.error().context;
        return all;
    }

    std::string standing_of(const std::string& id) {
        for (const auto& line : lines(About::decisions)) {
            const auto object = boost::json::parse(line).as_object();
            if (object.at("id").as_string() == id) return object.at("standing").as_string().c_str();
        }
        return {};
    }

    // Everything that the store says of reports, for comparing.
    std::string everything() {
        std::string all;
        EXPECT_TRUE(small_.store().for_each_report([&](const auto& state, const auto& revision) {
            all += model::to_json(state) + model::to_json(revision) + "\n";
            for (const auto& copy : small_.store().copies(state.key).value())
                all += model::to_json(copy) + "\n";
            return true;
        }));
        return all;
    }

    std::string file_text() {
        std::ifstream input{file_, std::ios::binary};
        return {std::istreambuf_iterator<char>{input}, {}};
    }

    SmallStore small_;
    TemporaryFolder folder_;
    const std::filesystem::path file_ = folder_.path() / "decisions.ndjson";
    std::unique_ptr<DecisionDesk> desk_;
};

}  // namespace ogi::daemon
