#include "daemon/config/config.h"

#include "daemon/config/config_keys.h"
#include "tests/temporary_folder.h"

#include <gtest/gtest.h>

#include <string>

namespace ogi::daemon {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view least = "[store]\npath = \"store\"\n";

constexpr std::string_view every_key_but_the_list = R"toml([store]
path = "/var/lib/ogid"
decisions = "/var/lib/people.ndjson"
keep_captures_days = 400
keep_captures_min = 3
keep_captures_max = 50

[crawl]
user_agent = "reader/1 (+https://a.example/)"
allow_private_addresses = true
proxy = "socks5h://127.0.0.1:1080"
legacy_tls_hosts = ["old.example", "older.example"]
crl_file = "LIST"
host_delay_ms = 0
crawl_delay_max_ms = 2
redirects_max = 3
body_bytes_max = 2048
attachment_bytes_max = 4096
inflate_ratio_max = 5
connect_timeout_ms = 60
total_timeout_ms = 70
hosts_max = 8
depth_max = 9
workers = 10
list_period_s = 61
list_period_max_s = 66
report_period_s = 62
report_period_max_s = 67
period_min_s = 68
retry_first_s = 13
retry_max_s = 14
challenge_period_s = 65
withdrawal_confirm_s = 0
mass_absence_hold_s = 69
host_urls_max = 21
prefix_urls_free = 22
prefix_percent_max = 23

[programs]
pdf = "/usr/libexec/ogid/ogi-pdf"
office = ""
ocr = "auto"

[api]
listen = "[::1]:8471"
connections_max = 17
connections_per_address_max = 18
header_timeout_ms = 1900
hosts = ["feed.example.org", "::1"]
cors_origins = ["https://www.example.org", "http://a.example:8080"]
pages = false
token_file = "/etc/ogid/tokens"
socket = "/run/ogid/ogid.sock"

[log]
level = "debug"

[[source]]
name = "a \"county\" \\ \u0009tab"
entry = ["http://a.example/1", "http://a.example/2"]
agency = "示例县"

[[source]]
name = "b"
entry = ["http://b.example/"]
)toml";

// The list of revoked certificates has to be there.
std::string every_key(TemporaryFolder& folder) {
    const auto list = folder.write("list.pem", "-----BEGIN X509 CRL-----\n").string();
    std::string text{every_key_but_the_list};
    return text.replace(text.find("LIST"), std::string_view{"LIST"}.size(), list);
}

TEST(Config, ReadsEveryKey) {
    TemporaryFolder folder;
    const auto config = load_config(folder.write("ogid.toml", every_key(folder)));
    ASSERT_TRUE(config) << config.error().context;
    EXPECT_EQ(config->store_path, "/var/lib/ogid");
    EXPECT_EQ(config->decisions_file(), "/var/lib/people.ndjson");
    EXPECT_EQ(config->retention.keep_for, std::chrono::days{400});
    EXPECT_EQ(config->retention.keep_min, 3u);
    EXPECT_EQ(config->retention.keep_max, 50u);
    EXPECT_EQ(config->transport.user_agent, "reader/1 (+https://a.example/)");
    EXPECT_EQ(config->fetch.robots_agent, "reader");
    EXPECT_TRUE(config->transport.allow_private_addresses);
    EXPECT_EQ(config->transport.proxy, "socks5h://127.0.0.1:1080");
    EXPECT_EQ(config->transport.legacy_tls_hosts,
              (std::set<std::string, std::less<>>{"old.example", "older.example"}));
    EXPECT_EQ(config->fetch.host_delay, 0ms);
    EXPECT_EQ(config->fetch.crawl_delay_max, 2ms);
    EXPECT_EQ(config->fetch.redirects_max, 3);
    EXPECT_EQ(config->transport.body_bytes_max, 2048U);
    EXPECT_EQ(config->transport.attachment_bytes_max, 4096U);
    EXPECT_EQ(config->transport.inflate_ratio_max, 5U);
    EXPECT_EQ(config->transport.connect_timeout, 60ms);
    EXPECT_EQ(config->transport.total_timeout, 70ms);
    EXPECT_EQ(config->hosts_max, 8);
    EXPECT_EQ(config->depth_max, 9);
    EXPECT_EQ(config->bounds.host_urls_max, 21U);
    EXPECT_EQ(config->bounds.prefix_urls_free, 22U);
    EXPECT_EQ(config->bounds.prefix_percent_max, 23);
    EXPECT_EQ(config->workers, 10);
    EXPECT_EQ(config->revisit.list_period, 61s);
    EXPECT_EQ(config->revisit.list_period_max, 66s);
    EXPECT_EQ(config->revisit.report_period, 62s);
    EXPECT_EQ(config->revisit.report_period_max, 67s);
    EXPECT_EQ(config->revisit.period_min, 68s);
    EXPECT_EQ(config->revisit.retry_first, 13s);
    EXPECT_EQ(config->revisit.retry_max, 14s);
    EXPECT_EQ(config->revisit.challenge_period, 65s);
    EXPECT_EQ(config->revisit.withdrawal_confirm, 0s);
    EXPECT_EQ(config->revisit.mass_absence_hold, 69s);
    EXPECT_EQ(config->programs.pdf, "/usr/libexec/ogid/ogi-pdf");
    EXPECT_EQ(config->programs.office, "");
    EXPECT_EQ(config->programs.ocr, std::nullopt);
    EXPECT_EQ(config->api_host, "::1");
    EXPECT_EQ(config->api_port, 8471);
    EXPECT_EQ(config->connections_max, 17);
    EXPECT_EQ(config->connections_per_address_max, 18);
    EXPECT_EQ(config->header_timeout, 1900ms);
    EXPECT_EQ(config->api_hosts, (std::vector<std::string>{"feed.example.org", "::1"}));
    EXPECT_EQ(config->cors_origins,
              (std::vector<std::string>{"https://www.example.org", "http://a.example:8080"}));
    EXPECT_EQ(config->token_file, "/etc/ogid/tokens");
    EXPECT_FALSE(config->pages);
    EXPECT_EQ(config->log_level, "debug");
    ASSERT_EQ(config->sources.size(), 2U);
    EXPECT_EQ(config->sources[0].name, "a \"county\" \\ \ttab");
    EXPECT_EQ(config->sources[0].entry.at(1).text(), "http://a.example/2");
    EXPECT_EQ(config->sources[0].agency, "示例县");
    EXPECT_EQ(config->control_socket(), "/run/ogid/ogid.sock");
}

TEST(Config, PrintsEveryKeyAsItWouldBeWritten) {
    TemporaryFolder folder;
    const auto config = load_config(folder.write("ogid.toml", every_key(folder))).value();
    const auto expected = every_key(folder);
    EXPECT_EQ(print_config(config), expected);
    for (const auto& key : config_keys()) {
        if (key.section == "sources") continue;
        EXPECT_NE(expected.find("\n" + std::string{key.name} + " = "), std::string::npos)
            << key.name << " is missing in every_key";
    }
}

TEST(Config, LoadsWhatItPrints) {
    TemporaryFolder folder;
    folder.write("sources.d/b.toml", "[[source]]\nname = \"b\"\nentry = [\"http://b.example/\"]\n");
    folder.write("sources.d/a.toml", "[[source]]\nname = \"a\"\nentry = [\"http://a.example/\"]\n");
    folder.write("sources.d/notes.txt", "not TOML");
    const auto main = std::string{least} + "[sources]\nfolder = \"sources.d\"\n";
    const auto config = load_config(folder.write("ogid.toml", main));
    ASSERT_TRUE(config) << config.error().context;
    ASSERT_EQ(config->sources.size(), 2U);
    EXPECT_EQ(config->sources[0].name, "a");  // In order of file name.

    const auto printed = print_config(*config);
    const auto again = load_config(folder.write("elsewhere/printed.toml", printed));
    ASSERT_TRUE(again) << again.error().context << '\n' << printed;
    EXPECT_EQ(again->sources, config->sources);
    EXPECT_EQ(again->store_path, config->store_path);
    EXPECT_EQ(again->decisions, config->decisions);
    EXPECT_EQ(again->api_host + std::to_string(again->api_port), "127.0.0.18470");
    EXPECT_NE(printed.find("# With the sources of sources.folder = "), std::string::npos);
}

TEST(Config, CountsRelativePathsFromItsOwnFolder) {
    TemporaryFolder folder;
    EXPECT_EQ(load_config(folder.write("ogid.toml", least)).value().store_path, folder.path() / "store");
}

TEST(Config, HasSafeDefaults) {
    TemporaryFolder folder;
    const auto config = load_config(folder.write("ogid.toml", least)).value();
    EXPECT_FALSE(config.transport.allow_private_addresses);
    EXPECT_EQ(config.fetch.host_delay, 1s);
    EXPECT_EQ(config.revisit.withdrawal_confirm, 24h);
    EXPECT_EQ(config.api_host, "127.0.0.1");
    EXPECT_EQ(config.fetch.robots_agent, "ogid");
    EXPECT_GE(config.workers, 1);
}

struct Mistake {
    std::string_view lines;  // After `least`, which has two.
    std::string_view message;
};

constexpr auto proxy_allowed =
    ":4: crawl.proxy must be \"\" or a URL such as \"socks5h://127.0.0.1:1080\" (http, https, socks5, "
    "socks5h)";
constexpr auto hosts_allowed =
    ":4: crawl.legacy_tls_hosts must be a list of host names such as \"www.example.gov.cn\"";

// Each message names the line it is about.
constexpr Mistake mistakes[] = {
    {"[crawl]\nhost_delay = 1\n",
     ":4: unknown key \"crawl.host_delay\"; did you mean crawl.host_delay_ms or crawl.hosts_max?"},
    {"[craw]\n", ":3: unknown key \"craw\""},
    {"crawl = 1\n", ":3: unknown key \"store.crawl\""},
    {"[crawl]\nhost_delay_ms = \"1\"\n", ":4: crawl.host_delay_ms must be a whole number from 0 to 3600000"},
    {"[crawl]\nhost_delay_ms = 1.5\n", ":4: crawl.host_delay_ms must be a whole number from 0 to 3600000"},
    {"[crawl]\nhost_delay_ms = -1\n", ":4: crawl.host_delay_ms must be a whole number from 0 to 3600000"},
    {"[crawl]\nworkers = 0\n", ":4: crawl.workers must be a whole number from 1 to 256"},
    {"[crawl]\nworkers = 257\n", ":4: crawl.workers must be a whole number from 1 to 256"},
    {"[crawl]\n\n\nallow_private_addresses = 1\n", ":6: crawl.allow_private_addresses must be true or false"},
    {"[crawl]\nuser_agent = \"\"\n",
     ":4: crawl.user_agent must start with a product name and be plain ASCII, such as \"ogid/0.1 "
     "(+https://…)\""},
    {"[crawl]\nuser_agent = \"ogid\\r\\nX: y\"\n",
     ":4: crawl.user_agent must start with a product name and be plain ASCII, such as \"ogid/0.1 "
     "(+https://…)\""},
    {"[crawl]\nproxy = \"127.0.0.1:1080\"\n", proxy_allowed},
    {"[crawl]\nproxy = \"file:///etc/passwd\"\n", proxy_allowed},
    {"[crawl]\nlegacy_tls_hosts = \"a.example\"\n", hosts_allowed},
    {"[crawl]\nlegacy_tls_hosts = [\"https://a.example/\"]\n", hosts_allowed},
    {"[log]\nlevel = \"loud\"\n", ":4: log.level must be one of trace, debug, info, warn, error, off"},
    {"[sources]\nfolder = \"\"\n", ":4: sources.folder must not be empty"},
    {"[[crawl]]\nworkers = 1\n", ":3: [crawl] is a section"},
    {"[source]\nname = \"a\"\n", ":3: write [[source]] with two brackets, once for each source"},
    {"[[source]]\nentry = [\"http://a.example/\"]\n", ":3: [[source]] needs a name"},
    {"[[source]]\nname = \"a\"\n", ":3: [[source]] \"a\" needs at least one entry URL"},
    {"[[source]]\nname = \"a\"\nentry = []\n", ":3: [[source]] \"a\" needs at least one entry URL"},
    {"[[source]]\nname = 5\n", ":4: source.name must be a text in quotes"},
    {"[[source]]\nagency = \"\"\n", ":4: source.agency must be a text in quotes"},
    {"[[source]]\nname = \"a\"\nentry = \"http://a.example/\"\n", ":5: source.entry must be a list of URLs"},
    {"[[source]]\nname = \"a\"\nentry = [\n  \"http://a.example/\",\n  \"a.example\"]\n",
     ":7: source.entry: not an absolute URL: a.example"},
    {"[[source]]\nname = \"a\"\nentry = [1]\n", ":5: source.entry: not an absolute URL: "},
    {"[[source]]\nname = \"a\"\nurl = \"http://a.example/\"\n", ":5: unknown key \"url\" in [[source]]"},
    {"[[source]]\nname = \"a\"\nentry = [\"http://a.example/\"]\n[[source]]\nname = \"a\"\nentry = "
     "[\"http://b.example/\"]\n",
     ":6: a second source is named \"a\""},
};

TEST(Config, NamesFileLineAndWhatIsAllowed) {
    TemporaryFolder folder;
    for (const auto& [lines, message] : mistakes) {
        const auto file = folder.write("ogid.toml", std::string{least} + std::string{lines});
        const auto refused = load_config(file);
        ASSERT_FALSE(refused) << lines;
        EXPECT_EQ(refused.error().context, file.string() + std::string{message});
        EXPECT_EQ(refused.error().code, base::ErrorCode::malformed);
    }
}

TEST(Config, NamesTheLineOfBrokenToml) {
    TemporaryFolder folder;
    for (std::string_view lines :
         {"[crawl\n", "= 1\n", "x = \"\n", "[store]\npath = \"twice\"\n", "x = \"\xFF\"\n"}) {
        const auto file = folder.write("ogid.toml", std::string{least} + std::string{lines});
        const auto refused = load_config(file);
        ASSERT_FALSE(refused) << lines;
        EXPECT_TRUE(refused.error().context.starts_with(file.string() + ":3: ")) << refused.error().context;
    }
}

TEST(Config, AsksForTheStore) {
    TemporaryFolder folder;
    const auto file = folder.write("ogid.toml", "");
    EXPECT_EQ(load_config(file).error().context,
              file.string() + ": store.path is missing: where shall the data be kept?");
}

TEST(Config, RefusesAListOfRevokedCertificatesThatCannotBeRead) {
    TemporaryFolder folder;
    const auto write = [&](std::string_view name) {
        return folder.write("ogid.toml",
                            std::string{least} + "[crawl]\ncrl_file = \"" + std::string{name} + "\"\n");
    };
    const auto refused = load_config(write("none.pem"));
    ASSERT_FALSE(refused);
    EXPECT_NE(refused.error().context.find("none.pem cannot be read"), std::string::npos)
        << refused.error().context;
    folder.write("no_list.pem", "-----BEGIN CERTIFICATE-----\n");
    EXPECT_NE(load_config(write("no_list.pem")).error().context.find("BEGIN X509 CRL"), std::string::npos);
    const auto list = folder.write("list.pem", "-----BEGIN X509 CRL-----\n");
    EXPECT_EQ(load_config(write("list.pem")).value().transport.crl_file, list);
    EXPECT_EQ(load_config(write("")).value().transport.crl_file, "");
}

TEST(Config, SaysThatThereIsNone) {
    TemporaryFolder folder;
    const auto missing = load_config(folder.path() / "none.toml");
    EXPECT_EQ(missing.error().code, base::ErrorCode::not_found);
    EXPECT_EQ(missing.error().context, "no configuration at " + (folder.path() / "none.toml").string() +
                                           "; name one with --config FILE");
    const auto is_folder = load_config(folder.path());
    EXPECT_EQ(is_folder.error().context, folder.path().string() + " is a folder, not a configuration");
    // A folder is not a file.
    EXPECT_FALSE(load_config(folder.path()));
}

TEST(Config, SaysWhatIsWrongWithTheFolderOfSources) {
    TemporaryFolder folder;
    const auto main = folder.write("ogid.toml", std::string{least} + "[sources]\nfolder = \"d\"\n");
    const auto missing = load_config(main);
    EXPECT_EQ(missing.error().code, base::ErrorCode::io);
    EXPECT_EQ(missing.error().context, (folder.path() / "ogid.toml").string() + ": sources.folder " +
                                           (folder.path() / "d").string() + ": No such file or directory");

    const auto other = folder.write("d/x.toml", "\n[crawl]\nworkers = 1\n");
    EXPECT_EQ(load_config(main).error().context, other.string() + ":2: unknown key \"crawl\"");
}

TEST(Config, RefusesTheSameNameInTwoFiles) {
    TemporaryFolder folder;
    constexpr std::string_view source = "[[source]]\nname = \"a\"\nentry = [\"http://a.example/\"]\n";
    const auto text = std::string{least} + "[sources]\nfolder = \"d\"\n" + std::string{source};
    const auto main = folder.write("ogid.toml", text);
    const auto second = folder.write("d/x.toml", source);
    EXPECT_EQ(load_config(main).error().context, second.string() + ":1: a second source is named \"a\"");
}

}  // namespace
}  // namespace ogi::daemon
