#include "daemon/web/words.h"

#include "base/utf8.h"

#include <gtest/gtest.h>

#include <array>
#include <set>

namespace ogi::daemon {
namespace {

using namespace std::chrono;

TEST(Words, EachStandsInBothLanguages) {
    for (int i = 0; i < static_cast<int>(Word::count); ++i) {
        for (const auto language : {Language::zh, Language::en}) {
            const auto said = say(language, static_cast<Word>(i));
            EXPECT_FALSE(said.empty()) << i;
            EXPECT_TRUE(base::is_valid_utf8(said)) << i;
            EXPECT_EQ(said, base::trim(said)) << said;
        }
    }
}

TEST(Words, NamesOfDataAreSaidOrStandAsTheyAre) {
    EXPECT_EQ(say_name(Language::zh, "inconsistent"), "数字矛盾");
    EXPECT_EQ(say_name(Language::en, "in_doubt"), "in doubt");
    EXPECT_EQ(say_name(Language::zh, "a_new_reason"), "a new reason");
}

TEST(Words, TheLanguageIsTheOneThatIsLikedBetter) {
    struct Case {
        std::string_view header;
        Language language;
    };
    for (const auto& [header, language] : {
             Case{"", Language::zh},
             Case{"fr, de", Language::zh},
             Case{"en-GB,en;q=0.9", Language::en},
             Case{"en;q=0.3, zh-CN;q=0.9", Language::zh},
             Case{"zh;q=0.3,en-US;q=0.31", Language::en},
             Case{"en;q=0", Language::zh},
             Case{"en;q=nonsense, zh;q=0.1", Language::zh},
             Case{"english", Language::zh},
             Case{" , ;;q=1,en ", Language::en},
         })
        EXPECT_EQ(language_for(header), language) << header;
}

TEST(Words, NumbersDatesAndTimesAreWrittenAsReadersWriteThem) {
    EXPECT_EQ(number_text(0), "0");
    EXPECT_EQ(number_text(999), "999");
    EXPECT_EQ(number_text(54000), "54,000");
    EXPECT_EQ(number_text(-1234567), "-1,234,567");
    EXPECT_EQ(date_text(Language::zh, 2026y / 1 / 31), "2026年1月31日");
    EXPECT_EQ(date_text(Language::en, 2026y / 1 / 31), "31 Jan 2026");
    EXPECT_EQ(moment_text("2026-01-31T18:15:00.250Z"), "2026-02-01 02:15");
    EXPECT_EQ(moment_text("never"), "never");
}

}  // namespace
}  // namespace ogi::daemon
