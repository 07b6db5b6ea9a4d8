#include "base/url.h"
#include "tests/conformance/known_failures.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <iostream>
#include <vector>

// The pairs of URLs that crawler-commons tests its own normal form with. Ours is that of the URL standard,
// which guesses nothing about servers; the list says what the other one does beyond it.
namespace ogi::conformance {
namespace {

using base::Url;

// The fields of a line: apart by ", ", in quotes where they hold one ("" is a quote then).
std::vector<std::string> fields_of(std::string_view line) {
    std::vector<std::string> fields;
    while (true) {
        while (line.starts_with(' ')) line.remove_prefix(1);
        std::string field;
        const bool quoted = line.starts_with('"');
        if (quoted) line.remove_prefix(1);
        for (; !line.empty(); line.remove_prefix(1)) {
            if (quoted && line.starts_with("\"\"")) {
                line.remove_prefix(1);
            } else if (line.front() == (quoted ? '"' : ',')) {
                break;
            }
            field += line.front();
        }
        fields.push_back(std::move(field));
        const auto comma = line.find(',');
        if (comma == std::string_view::npos) return fields;
        line.remove_prefix(comma + 1);
    }
}

struct Row {
    std::string name;  // "<file>:<line>"
    std::vector<std::string> fields;
};

std::vector<Row> rows_of(const std::filesystem::path& path) {
    std::vector<Row> rows;
    const auto text = file_text(path);
    std::string_view rest{text};
    for (int number = 1; !rest.empty(); ++number) {
        const auto end = std::min(rest.find('\n'), rest.size());
        const auto line = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (line.empty() || line.front() == '#') continue;
        rows.push_back({path.stem().string() + ":" + std::to_string(number), fields_of(line)});
    }
    return rows;
}

std::optional<std::filesystem::path> resources() {
    const auto folder = suite("crawler-commons");
    return folder ? std::optional{*folder / "src/test/resources"} : std::nullopt;
}

TEST(UrlsOfCrawlerCommons, HaveTheNormalFormOfTheStandard) {
    const auto folder = resources();
    if (!folder) GTEST_SKIP() << "crawler-commons' files are not on this machine";
    std::set<std::string> failed;
    const auto rows = rows_of(*folder / "normalizer/weirdToNormalizedUrls.csv");
    for (const auto& [name, fields] : rows) {
        ASSERT_EQ(fields.size(), 2U) << name;
        const auto url = Url::parse(fields[0]);
        const auto text = url ? url->text() : "refused";
        if (text == fields[1]) continue;
        failed.insert(name);
        if (std::getenv("OGI_SHOW") != nullptr)
            std::cout << name << ": " << fields[0] << " gives " << text << " for " << fields[1] << '\n';
    }
    EXPECT_GT(rows.size(), 100U);
    expect_known_failures(failed, rows.size(), "url_pairs.known");
}

TEST(UrlsOfCrawlerCommons, ThatAreNoneAreRefused) {
    const auto folder = resources();
    if (!folder) GTEST_SKIP() << "crawler-commons' files are not on this machine";
    for (const auto& [name, fields] : rows_of(*folder / "normalizer/invalidUrls.csv"))
        EXPECT_FALSE(Url::parse(fields.at(0))) << name;
}

TEST(UrlsOfCrawlerCommons, AreResolvedAsExpected) {
    const auto folder = resources();
    if (!folder) GTEST_SKIP() << "crawler-commons' files are not on this machine";
    int resolved = 0;
    for (const auto& [name, fields] : rows_of(*folder / "url-utils/url-resolve.csv")) {
        ASSERT_EQ(fields.size(), 3U) << name;
        const auto page = Url::parse(fields[1]);
        const auto url = page ? page->resolve(fields[0]) : Url::parse(fields[0]);
        const auto expected = Url::parse(fields[2]);  // Without fragment and user name.
        ASSERT_EQ(url.has_value(), expected.has_value()) << name;
        if (!url) continue;
        EXPECT_EQ(url->text(), expected->text()) << name;
        ++resolved;
    }
    EXPECT_GT(resolved, 20);
}

}  // namespace
}  // namespace ogi::conformance
