#include "daemon/answers/as_of.h"

#include <gtest/gtest.h>

namespace ogi::daemon {
namespace {

TEST(AsOf, IsACursorASequenceATimeOrTheEndOfADay) {
    using Cursor = model::GivenCursor;
    EXPECT_EQ(parse_as_of("118")->cursor, (Cursor{{}, 118}));
    EXPECT_EQ(parse_as_of("0")->cursor, (Cursor{{}, 0}));
    EXPECT_EQ(parse_as_of("3-118")->cursor, (Cursor{3, 118}));
    const struct {
        std::string_view written;
        std::string_view time;
    } times[] = {{"2026-02-01T03:00:00Z", "2026-02-01T03:00:00.000Z"},
                 {"2026-02-01T03:00:00.250Z", "2026-02-01T03:00:00.250Z"},
                 {"2026-02-01", "2026-02-01T15:59:59.999Z"}};  // The day ends at midnight in Shanghai.
    for (const auto& [written, time] : times) {
        const auto read = parse_as_of(written);
        ASSERT_TRUE(read) << written;
        EXPECT_FALSE(read->cursor);
        EXPECT_EQ(base::to_iso(read->time), time) << written;
    }
    for (const auto* nonsense :
         {"", "-1", "soon", "2026-13-01", "2026-02-01T03:00", "99999999999999999999", "1.5"}) {
        const auto refused = parse_as_of(nonsense);
        ASSERT_FALSE(refused) << nonsense;
        EXPECT_EQ(refused.error().code, base::ErrorCode::usage);
    }
}

}  // namespace
}  // namespace ogi::daemon
