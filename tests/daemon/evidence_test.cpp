#include "daemon/visit/evidence.h"

#include "situation.h"

#include <gtest/gtest.h>

namespace ogi::daemon {
namespace {

using model::Copy;
using model::Verdict;

constexpr std::string_view bureau = "http://czj.example.gov.cn/1.html";
constexpr std::string_view portal = "http://www.example.gov.cn/1.html";

Copy copy(std::string_view url, int figures = 40, Verdict verdict = Verdict::consistent,
          bool official = true) {
    return {.key = {"示例县财政局", 2020},
            .url = std::string{url},
            .content_digest = "digest",
            .missing_since = {},
            .first_seen = noon,
            .evidence = model::CopyEvidence{.official = official, .figures = figures, .verdict = verdict}};
}

TEST(Prefer, TheFirstRuleThatTellsTwoCopiesApartDecides) {
    auto older = copy(bureau);
    older.first_seen = noon - std::chrono::hours{1};
    auto by_digest_alone = copy(bureau);
    by_digest_alone.evidence.reset();
    auto scan = copy(bureau, 175, Verdict::verified);
    scan.evidence->recognised = true;
    const struct {
        Copy better, worse;
        Preference by;
    } cases[] = {
        {copy(portal, 1), copy(bureau, 40, Verdict::verified, false), Preference::official},
        {copy(portal, 41, Verdict::inconsistent), copy(bureau, 40, Verdict::verified), Preference::figures},
        {copy(portal, 40, Verdict::verified), copy(bureau, 40, Verdict::consistent), Preference::identities},
        {copy(portal, 40, Verdict::unverifiable), copy(bureau, 40, Verdict::inconsistent),
         Preference::identities},
        {copy(bureau), copy(portal), Preference::own_site},
        {older, copy("http://czj.example.gov.cn/0.html"), Preference::first_seen},
        {copy("http://czj.example.gov.cn/0.html"), copy(bureau), Preference::address},
        {copy(portal), by_digest_alone, Preference::figures},
        {copy(portal, 12), scan, Preference::figures},
        {scan, copy(portal, 0), Preference::figures},
    };
    for (const auto& [better, worse, by] : cases) {
        for (const auto followed : {"", "http://another.example.gov.cn/"}) {
            const auto forth = prefer(better, worse, followed);
            const auto back = prefer(worse, better, followed);
            EXPECT_TRUE(forth.first && !back.first) << words_of(by);
            EXPECT_EQ(forth.by, by);
            EXPECT_EQ(back.by, by);
        }
    }
}

TEST(Prefer, NothingIsFollowedToAndFroForAgeOrAddress) {
    const auto one = copy("http://czj.example.gov.cn/1.html");
    auto other = copy("http://czj.example.gov.cn/0.html");
    other.first_seen = noon - std::chrono::hours{1};
    EXPECT_FALSE(is_better(one, other));
    EXPECT_FALSE(is_better(other, one));
    EXPECT_EQ(prefer(one, other, one.url).by, Preference::followed);
}

TEST(BestCopy, IsOneThatIsThereAndElseOneThatWasMissedOnce) {
    std::vector<Copy> copies{copy(bureau, 40), copy(portal, 30), copy("http://m.example.gov.cn/1.html", 20)};
    EXPECT_EQ(best_copy(copies, "")->url, bureau);
    EXPECT_EQ(best_copy(copies, bureau)->url, portal);
    copies[1].missing_since = noon;
    EXPECT_EQ(best_copy(copies, bureau)->url, copies[2].url);
    copies.pop_back();
    EXPECT_EQ(best_copy(copies, bureau)->url, portal);
    copies.pop_back();
    EXPECT_EQ(best_copy(copies, bureau), nullptr);
}

TEST(Evidence, TellsFiguresFromWords) {
    auto words = report_of(2020, 36);
    words.title = "另一标题";
    EXPECT_EQ(evidence_of(report_of(2020, 36)), evidence_of(words));
    EXPECT_NE(evidence_of(report_of(2020, 36)).figures_digest,
              evidence_of(report_of(2020, 37)).figures_digest);
    EXPECT_EQ(evidence_of(words).figures, 2);
}

}  // namespace
}  // namespace ogi::daemon
