#include "daemon/config/config.h"
#include "tests/temporary_folder.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace ogi::daemon {
namespace {

constexpr std::string_view least = "[store]\npath = \"s\"\n";

struct Listen {
    std::string_view written;
    std::string_view host;
    int port;
};

TEST(ApiKeys, SayWhereToListen) {
    TemporaryFolder folder;
    for (const auto& [written, host, port] :
         {Listen{"", "", 8470}, Listen{"127.0.0.1:0", "127.0.0.1", 0},
          Listen{"0.0.0.0:65535", "0.0.0.0", 65535}, Listen{"[::]:80", "::", 80}}) {
        const auto text = std::string{least} + "[api]\nlisten = \"" + std::string{written} + "\"\n";
        const auto config = load_config(folder.write("ogid.toml", text));
        ASSERT_TRUE(config) << config.error().context;
        EXPECT_EQ(config->api_host, host);
        EXPECT_EQ(config->api_port, port);
        EXPECT_NE(print_config(*config).find("listen = \"" + std::string{written} + "\"\n"),
                  std::string::npos);
    }
}

TEST(ApiKeys, NameWhatIsAllowed) {
    const std::vector<std::pair<std::string, std::string>> cases = {
        {"[api]\nlisten = \"8470\"\n", ":4: api.listen must be \"address:port\", or \"\" for none"},
        {"[api]\nlisten = \"127.0.0.1:65536\"\n",
         ":4: api.listen must be \"address:port\", or \"\" for none"},
        {"[api]\nlisten = \":80\"\n", ":4: api.listen must be \"address:port\", or \"\" for none"},
        {"[api]\nlisten = \"localhost:8470\"\n",
         ":4: api.listen must name an IP address, as in \"127.0.0.1:8470\"; \"localhost\" is none"},
        {"[api]\nlisten = \"[::1\\u0025lo]:1\"\n",
         ":4: api.listen must name an IP address, as in \"127.0.0.1:1\"; \"::1%lo\" is none"},
        {"[api]\nlisten = 8470\n", ":4: api.listen must be a text in quotes"},
        {"[api]\nhosts = \"a\"\n",
         ":4: api.hosts must be a list of host names such as \"feed.example.org\", without ports"},
        {"[api]\nhosts = [\"http://a\"]\n",
         ":4: api.hosts must be a list of host names such as \"feed.example.org\", without ports"},
        {"[api]\ncors_origins = [\"a.example\"]\n",
         ":4: api.cors_origins must be a list of origins such as \"https://www.example.org\", or \"*\""},
        {"[api]\ncors_origins = [\"https://a.example/path\"]\n",
         ":4: api.cors_origins must be a list of origins such as \"https://www.example.org\", or \"*\""},
        {"[api]\nheader_timeout_ms = 1\n",
         ":4: api.header_timeout_ms must be a whole number from 100 to 600000"},
        {"[api]\ntoken_file = 1\n", ":4: api.token_file must be a text in quotes"},
    };
    TemporaryFolder folder;
    for (const auto& [text, words] : cases) {
        const auto refused = load_config(folder.write("ogid.toml", std::string{least} + text));
        ASSERT_FALSE(refused) << text;
        EXPECT_NE(refused.error().context.find(words), std::string::npos) << refused.error().context;
    }
}

TEST(ApiKeys, ATokenFileCountsFromTheFolderOfTheConfiguration) {
    TemporaryFolder folder;
    const auto file = folder.write("ogid.toml", std::string{least} + "[api]\ntoken_file = \"tokens\"\n");
    EXPECT_EQ(load_config(file).value().token_file, folder.path() / "tokens");
}

}  // namespace
}  // namespace ogi::daemon
