#include "daemon/config/config.h"

#include "tests/temporary_folder.h"

#include <gtest/gtest.h>

#include <string>

namespace ogi::daemon {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view least = "[store]\npath = \"store\"\n";

TEST(Config, ReadsSinksAndPrintsThemAsTheyWere) {
    TemporaryFolder folder;
    const auto file = folder.write("ogid.toml", std::string{least} + R"toml([[sink]]
name = "lines"
kind = "files"
folder = "out"
gzip = true
year = [2020, 2021]
region = ["5001"]
type = ["revised", "withdrawn"]
class = ["value"]
batch_max = 7
retry_first_ms = 5
dead_letters = "dead.ndjson"
)toml");
    const auto config = load_config(file);
    ASSERT_TRUE(config) << config.error().context;
    ASSERT_EQ(config->sinks.size(), 1U);
    const auto& sink = config->sinks.front();
    EXPECT_EQ(sink.text("folder"), (folder.path() / "out").string());
    EXPECT_TRUE(sink.flag("gzip", false));
    EXPECT_EQ(sink.years, (std::vector<std::int64_t>{2020, 2021}));
    EXPECT_EQ(sink.texts("type"), (std::vector<std::string>{"revised", "withdrawn"}));
    EXPECT_EQ(sink.texts("class"), (std::vector<std::string>{"value"}));
    EXPECT_EQ(sink.batch_max, 7);
    EXPECT_EQ(sink.retry_first, 5ms);
    EXPECT_EQ(sink.dead_letters, folder.path() / "dead.ndjson");
    const auto again = load_config(folder.write("again.toml", print_config(*config)));
    ASSERT_TRUE(again) << again.error().context;
    EXPECT_EQ(again->sinks, config->sinks);
}

TEST(Config, NamesTheLineOfWhatIsWrongWithASink) {
    struct Case {
        std::string_view text;
        std::string_view told;
    };
    constexpr Case cases[] = {
        {"[sink]\n", ":3: write [[sink]] with two brackets, once for each sink"},
        {"[[sink]]\nname = \"a\"\n", ":3: sink.kind must be one of "},
        {"[[sink]]\nname = \"a\"\nkind = \"fax\"\n", ":5: sink.kind must be one of "},
        {"[[sink]]\nname = \"a\"\nkind = \"files\"\n", ":3: [[sink]] \"a\" needs folder"},
        {"[[sink]]\nkind = \"files\"\nfolder = \"x\"\n", ":3: [[sink]] needs a name"},
        {"[[sink]]\nname = \"A b\"\nkind = \"files\"\nfolder = \"x\"\n",
         ":3: [[sink]] \"A b\": a name is up to 64 of a-z, 0-9, _ and -"},
        {"[[sink]]\nname = \"a\"\nkind = \"files\"\nfolder = \"x\"\ncolour = 1\n",
         ":7: sink.colour is no key of a sink of kind files"},
        {"[[sink]]\nname = \"a\"\nkind = \"files\"\nfolder = \"x\"\ntype = [\"gone\"]\n",
         ":3: [[sink]] \"a\": has a type that no entry has: \"gone\""},
        {"[[sink]]\nname = \"a\"\nkind = \"postgresql\"\nurl = \"host=/x\"\nclass = [\"value\"]\n",
         ":7: sink.class is no key of a sink of kind postgresql"},
        {"[[sink]]\nname = \"a\"\nkind = \"files\"\nfolder = \"x\"\nbatch_max = 0\n",
         ":7: sink.batch_max must be a number from 1 to 100000"},
        {"[[sink]]\nname = \"a\"\nkind = \"files\"\nfolder = \"x\"\ngzip = 1\n",
         ":7: sink.gzip must be true or false"},
        {"[[sink]]\nname = \"a\"\nkind = \"files\"\nfolder = \"x\"\nretry_max_ms = 5\n",
         ":3: [[sink]] \"a\": retry_max_ms is less than retry_first_ms"},
        {"[[sink]]\nname = \"a\"\nkind = \"files\"\nfolder = \"x\"\n[[sink]]\nname = \"a\"\nkind = "
         "\"files\"\nfolder = \"x\"\n",
         ":7: a second sink is named \"a\""},
        {"[[sink]]\nname = \"a\"\nkind = \"files\"\nfolder = \"x\"\n[[sink]]\nname = \"b\"\nkind = "
         "\"files\"\nfolder = \"./y/../x/\"\n",
         ":7: \"b\" writes to the folder of \"a\": take another folder"},
    };
    TemporaryFolder folder;
    for (const auto& [text, told] : cases) {
        const auto file = folder.write("ogid.toml", std::string{least} + std::string{text});
        const auto config = load_config(file);
        ASSERT_FALSE(config) << text;
        EXPECT_TRUE(config.error().context.starts_with(file.string() + std::string{told}))
            << config.error().context;
    }
}

}  // namespace
}  // namespace ogi::daemon
