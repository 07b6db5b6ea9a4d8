#include "daemon/config/limits.h"

#include "tests/temporary_folder.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace ogi::daemon {
namespace {

using namespace std::chrono_literals;

class LimitsTest : public testing::Test {
  protected:
    Config load(std::string_view more) {
        return load_config(folder_.write("ogid.toml", "[store]\npath = \"store\"\n" + std::string{more}))
            .value();
    }
    static Limit limit(const std::vector<Limit>& limits, std::string_view key) {
        const auto found = std::ranges::find(limits, key, &Limit::key);
        return found == limits.end() ? Limit{} : *found;
    }

    TemporaryFolder folder_;
};

TEST_F(LimitsTest, ShowWhatIsInForceAndWhatTheFileSays) {
    const auto configured = load("[crawl]\nhost_delay_ms = 7\n");
    auto in_force = configured;
    ASSERT_TRUE(set_limit(in_force, "host_delay_ms", "9"));
    ASSERT_TRUE(set_limit(in_force, "log.level", "debug"));
    EXPECT_EQ(in_force.fetch.host_delay, 9ms);
    const auto delay = limit(limits_of(in_force, configured), "host_delay_ms");
    EXPECT_EQ(delay.value, "9");
    EXPECT_EQ(delay.configured, "7");
    EXPECT_EQ(limit(limits_of(in_force, configured), "level").value, "\"debug\"");
}

TEST_F(LimitsTest, EveryOneCanBeSetToWhatItIs) {
    auto config = load("");
    for (const auto& one : limits_of(config, config)) {
        const auto plain = one.value.starts_with('"') ? one.value.substr(1, one.value.size() - 2) : one.value;
        EXPECT_TRUE(set_limit(config, one.key, plain)) << one.key;
    }
}

struct Refused {
    std::string_view key;
    std::string_view value;
    std::string_view begins;
};

TEST_F(LimitsTest, ThatCannotBeSetSaysWhy) {
    auto config = load("");
    for (const auto& [key, value, begins] :
         {Refused{"host_dely_ms", "1", "unknown limit \"host_dely_ms\"; there are host_delay_ms, "},
          Refused{"workers", "3", "workers needs a restart: "},
          Refused{"store.path", "/", "store.path needs a restart: "},
          Refused{"host_delay_ms", "-1", "host_delay_ms must be a whole number from 0 to 3600000"},
          Refused{"host_delay_ms", "", "host_delay_ms must be a whole number from 0 to 3600000"},
          Refused{"host_delay_ms", "1s", "host_delay_ms must be a whole number from 0 to 3600000"},
          Refused{"host_delay_ms", "99999999999999999999", "host_delay_ms must be a whole number from"},
          Refused{"level", "loud", "level must be one of trace, "}}) {
        const auto refused = set_limit(config, key, value);
        ASSERT_FALSE(refused) << key << "=" << value;
        EXPECT_EQ(refused.error().code, base::ErrorCode::usage);
        EXPECT_TRUE(refused.error().context.starts_with(begins)) << refused.error().context;
    }
    EXPECT_EQ(print_config(config), print_config(load("")));
}

TEST_F(LimitsTest, AConfigurationReadAgainTakesThemBackAndNamesWhatNeedsARestart) {
    auto in_force = load("[crawl]\nworkers = 2\n");
    ASSERT_TRUE(set_limit(in_force, "host_delay_ms", "9"));
    const auto next = load(
        "[crawl]\nworkers = 3\ndepth_max = 4\n[[source]]\nname = \"a\"\nentry = [\"http://a.example/\"]\n");
    const auto adopted = adopt(in_force, next);
    EXPECT_EQ(in_force.fetch.host_delay, 1'000ms);
    EXPECT_EQ(in_force.depth_max, 4);
    EXPECT_EQ(in_force.workers, 2);
    EXPECT_EQ(in_force.sources.size(), 1U);
    EXPECT_EQ(adopted.needs_restart, std::vector<std::string>{"crawl.workers"});
    ASSERT_EQ(adopted.changed.size(), 2U);
    EXPECT_EQ(limit(adopted.changed, "depth_max").value, "4");
    EXPECT_EQ(limit(adopted.changed, "host_delay_ms").configured, "9");
}

}  // namespace
}  // namespace ogi::daemon
