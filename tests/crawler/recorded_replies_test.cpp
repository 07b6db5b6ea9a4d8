// Replies that others recorded, sent to our transport and fetcher: no crash, no hang, every outcome named.
//
// The outcomes, counted by name, are compared with tests/crawler/golden; OGI_UPDATE=1 writes them anew.
#include "recorded_replies.h"

#include "crawl_test_support.h"
#include "model/names.h"
#include "scripted_server.h"

#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <fstream>
#include <sstream>

namespace ogi::crawler {
namespace {

namespace asio = boost::asio;
namespace fs = std::filesystem;
using namespace std::chrono_literals;

constexpr auto time_for_one = 250ms;

struct RecordedRepliesTest : testing::Test {
    std::atomic<const RecordedReplies*> current = nullptr;
    ScriptedServer server{[this](const Seen& seen) { return reply_to(seen); }};
    std::map<std::string, std::vector<std::string>> outcomes;  // Names of the replies by their outcome.

    // The part that a path asks for, as curl's own server reads it: /12340002 is part 2 of 1234.
    static int part_of(const std::string& target) {
        const auto path = target.substr(0, target.find('?'));
        const auto slash = path.rfind('/');
        const auto digits =
            path.substr(slash + 1, path.find_first_not_of("0123456789", slash + 1) - slash - 1);
        if (digits.size() < 5 || digits.size() > 9) return 0;
        return std::stoi(digits) % 10'000;
    }

    Reply reply_to(const Seen& seen) const {
        if (seen.target == "/robots.txt") return respond(404);
        const RecordedReplies& replies = *current;
        const auto part = replies.parts.find(part_of(seen.target));
        const auto& bytes = part == replies.parts.end() ? replies.parts.begin()->second : part->second;
        return {bytes, replies.never_ends ? After::stall : After::close};
    }

    void replay(const RecordedReplies& replies, const std::string& target) {
        current = &replies;
        asio::io_context io;
        auto settings = loopback_settings();
        settings.total_timeout = time_for_one;
        CurlTransport transport{io.get_executor(), std::move(settings)};
        FetchSettings no_delay;
        no_delay.host_delay = 0ms;
        no_delay.hold_wait_max = 0ms;
        Fetcher fetcher{transport, no_delay, base::utc_now};
        const auto begin = std::chrono::steady_clock::now();
        const auto fetched = run(io, fetcher.fetch(page_at(server.url(target))));
        const auto took = std::chrono::steady_clock::now() - begin;
        // Every hop has its own time; a loaded machine needs more than that, but nothing is for ever.
        EXPECT_LT(took, (no_delay.redirects_max + 2) * time_for_one + 5s) << replies.name;
        std::string outcome{model::name_of(fetched.outcome)};
        if (fetched.reason) outcome += " " + std::string{model::name_of(*fetched.reason)};
        EXPECT_EQ(outcome.find("unknown"), std::string::npos) << replies.name;
        EXPECT_EQ(fetched.snapshot.has_value(), fetched.outcome == model::VisitOutcome::changed);
        outcomes[outcome].push_back(replies.name);
    }

    void expect_golden(const std::string& name) {
        std::string counted;
        for (const auto& [outcome, names] : outcomes)
            counted += std::to_string(names.size()) + " " + outcome + "\n";
        const fs::path golden = fs::path{OGI_TEST_FOLDER} / "golden" / (name + ".txt");
        if (std::getenv("OGI_UPDATE") != nullptr) std::ofstream{golden} << counted;
        std::ostringstream expected;
        expected << std::ifstream{golden}.rdbuf();
        EXPECT_EQ(counted, expected.str()) << list_of_small_groups();
    }

    // Who they are, where they are few.
    std::string list_of_small_groups() const {
        std::string text;
        for (const auto& [outcome, names] : outcomes) {
            text += outcome + ":";
            for (std::size_t i = 0; i < std::min<std::size_t>(names.size(), 40); ++i) text += " " + names[i];
            text += "\n";
        }
        return text;
    }
};

TEST_F(RecordedRepliesTest, OfCurlsTestsEndInANamedOutcome) {
    const fs::path folder = OGI_SHARED_FOLDER "/suites/curl-tests/tests/data";
    if (!fs::exists(folder)) GTEST_SKIP() << "no suites beside the checkout";
    const auto all = read_curl_tests(folder, server.port());
    EXPECT_GE(all.size(), 1'150u);
    for (const auto& replies : all) replay(replies, "/want/" + replies.name.substr(4));
    expect_golden("curl_replies");
}

TEST_F(RecordedRepliesTest, OfLlhttpEndInANamedOutcome) {
    const fs::path folder = OGI_SHARED_FOLDER "/suites/llhttp/test/response";
    if (!fs::exists(folder)) GTEST_SKIP() << "no suites beside the checkout";
    const auto all = read_llhttp_tests(folder);
    EXPECT_GE(all.size(), 50u);
    for (const auto& replies : all) replay(replies, "/a");
    expect_golden("llhttp_replies");
}

}  // namespace
}  // namespace ogi::crawler
