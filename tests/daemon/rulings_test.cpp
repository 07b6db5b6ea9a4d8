#include "daemon/decisions/rulings.h"

#include "daemon/decisions/agency_names.h"
#include "model/decision_json.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace ogi::daemon {
namespace {

using model::Decision;

// One decision a line, made one after the other.
std::vector<Decision> decisions(const std::vector<std::string>& members) {
    std::vector<Decision> all;
    for (const auto& line : members) {
        auto decision = model::parse_decision_json(R"({"by":"王某","reason":"查实",)" + line + "}");
        EXPECT_TRUE(decision) << line << decision.error().context;
        decision->at = base::UtcTime{std::chrono::hours{24 * 20'000}} + std::chrono::hours{all.size()};
        decision->id = "d-" + std::to_string(all.size() + 1);
        all.push_back(*std::move(decision));
    }
    return all;
}

constexpr auto merge = R"("kind":"agency.merge","agency":"甲县文化局","name":"甲县文旅局")";
constexpr auto alias = R"("kind":"agency.alias","agency":"甲县财政局","name":"甲县财政")";
constexpr auto rename_2019 =
    R"("kind":"agency.rename","agency":"甲县国土资源局","name":"甲县自然资源局","from":"2019-03-01")";

struct Case {
    const char* sentence;
    std::vector<std::string> decided;
    const char* read;
    int year;
    const char* url;
    const char* stands_under;
};

TEST(Rulings, SayUnderWhichNameAReportStands) {
    const std::string undo = R"("kind":"revoke","revokes":"d-1")";
    const std::string split_url =
        R"("kind":"agency.split","agency":"甲县文旅局","name":"甲县文化局","url":"http://wh.example/old")";
    const std::string split_years =
        R"("kind":"agency.split","agency":"甲县教育局","name":"甲县教育和体育局","years":{"first":2019})";
    const Case cases[] = {
        {"without decisions as it was read", {}, "甲县财政局", 2020, "", "甲县财政局"},
        {"an alias leads to the agency", {alias}, "甲县财政", 2020, "", "甲县财政局"},
        {"nobody else is touched", {alias}, "乙县财政", 2020, "", "乙县财政"},
        {"a merged agency stands under the other", {merge}, "甲县文化局", 2017, "", "甲县文旅局"},
        {"a revoked merge does nothing", {merge, undo}, "甲县文化局", 2017, "", "甲县文化局"},
        {"a revoked revocation neither",
         {merge, undo, R"("kind":"revoke","revokes":"d-2")"},
         "甲县文化局",
         2017,
         "",
         "甲县文旅局"},
        {"an old report keeps the old name", {rename_2019}, "甲县国土资源局", 2017, "", "甲县国土资源局"},
        {"also where the page bears the new one",
         {rename_2019},
         "甲县自然资源局",
         2018,
         "",
         "甲县国土资源局"},
        {"a new report bears the new name", {rename_2019}, "甲县国土资源局", 2019, "", "甲县自然资源局"},
        {"a later split undoes a merge below an address",
         {merge, split_url},
         "甲县文化局",
         2017,
         "http://wh.example/old/1.html",
         "甲县文化局"},
        {"and nowhere else",
         {merge, split_url},
         "甲县文化局",
         2017,
         "http://wh.example/older.html",
         "甲县文旅局"},
        {"a merge after it counts again",
         {merge, split_url, merge},
         "甲县文化局",
         2017,
         "http://wh.example/old/1.html",
         "甲县文旅局"},
        {"a split by years begins with the first", {split_years}, "甲县教育局", 2019, "", "甲县教育和体育局"},
        {"and leaves the years before", {split_years}, "甲县教育局", 2018, "", "甲县教育局"},
        {"merged the other way later, the later one counts",
         {merge, R"("kind":"agency.merge","agency":"甲县文旅局","name":"甲县文化局")"},
         "甲县文化局",
         2017,
         "",
         "甲县文化局"},
        {"a name stands for its spellings",
         {R"("kind":"agency.merge","agency":"分宜县文化局","name":"分宜县文旅局")"},
         "江西省新余市分宜县文化局",
         2017,
         "",
         "分宜县文旅局"},
    };
    for (const auto& [sentence, decided, read, year, url, stands_under] : cases)
        EXPECT_EQ(Rulings{decisions(decided)}.file(read, year, url), stands_under) << sentence;
}

TEST(Rulings, HoldInTheOrderInWhichTheyWereMadeWhateverTheFilesOrder) {
    auto all =
        decisions({merge, R"("kind":"agency.merge","agency":"甲县文旅局","name":"甲县文广旅局")", alias});
    std::ranges::sort(all, {}, &Decision::kind);
    do {
        const Rulings rulings{all};
        EXPECT_EQ(rulings.file("甲县文化局", 2017, {}), "甲县文广旅局");
    } while (std::ranges::next_permutation(all, {}, &Decision::id).found);
}

TEST(Rulings, GiveAnAgencyOneIdUnderAllItsNames) {
    const Rulings rulings{decisions({rename_2019, alias, merge})};
    EXPECT_EQ(rulings.id_of("甲县自然资源局"), agency_id_of("甲县国土资源局"));
    EXPECT_EQ(rulings.id_of("甲县财政"), agency_id_of("甲县财政局"));
    EXPECT_EQ(rulings.id_of("甲县文化局"), agency_id_of("甲县文旅局"));
    EXPECT_EQ(rulings.id_of("乙县文化局"), agency_id_of("乙县文化局"));
}

TEST(Rulings, FindTheCorrectionsOfAReportUnderEveryNameOfItsAgency) {
    const std::string correction =
        R"("kind":"cell.correct","agency":"甲县文化局","year":2017,"cell":"a.b","right":{"kind":"number","value":21})";
    const Rulings rulings{decisions({correction, merge})};
    const auto found = rulings.on_report(agency_id_of("甲县文旅局"), 2017);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found.front()->id, "d-1");
    EXPECT_TRUE(rulings.on_report(agency_id_of("甲县文旅局"), 2018).empty());
    const Rulings revoked{decisions({correction, R"("kind":"revoke","revokes":"d-1")"})};
    EXPECT_TRUE(revoked.on_report(agency_id_of("甲县文化局"), 2017).empty());
    EXPECT_TRUE(revoked.find("d-1")->revoked);
}

TEST(Rulings, PassOverWhatTheyDoNotKnow) {
    const Rulings rulings{decisions({R"("kind":"agency.divorce","agency":"甲县文旅局")", merge})};
    EXPECT_EQ(rulings.file("甲县文化局", 2017, {}), "甲县文旅局");
    EXPECT_EQ(rulings.entries().front().decision.kind_word, "agency.divorce");
}

}  // namespace
}  // namespace ogi::daemon
