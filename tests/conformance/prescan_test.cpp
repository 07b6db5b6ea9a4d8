#include "extract/charset.h"
#include "extract/declared_charset.h"
#include "tests/conformance/known_failures.h"

#include <gtest/gtest.h>

// html5lib's tests of what a page declares of its charset in its first bytes.
namespace ogi::conformance {
namespace {

TEST(Prescan, FindsTheDeclarationsOfHtml5lib) {
    const auto folder = suite("html5lib-encoding");
    if (!folder) GTEST_SKIP() << "html5lib's tests are not on this machine";
    std::set<std::string> failed;
    std::size_t total = 0;
    for (const auto* file : {"tests1", "tests2"}) {
        const auto text = file_text(*folder / "encoding" / (std::string{file} + ".dat"));
        constexpr std::string_view data = "#data\n";
        constexpr std::string_view encoding = "\n#encoding\n";
        int number = 0;
        for (auto at = text.find(data); at != std::string::npos; at = text.find("\n#data\n", at + 1)) {
            const auto begin = text.find(data, at) + data.size();
            const auto end = text.find(encoding, begin);
            const auto answer = end + encoding.size();
            const auto page = std::string_view{text}.substr(begin, end - begin);
            const auto label = std::string_view{text}.substr(answer, text.find('\n', answer) - answer);
            ++number, ++total;
            // What the suite expects where nothing is declared.
            const auto found = page.starts_with("\xEF\xBB\xBF") ? extract::detect_charset(page, "")
                                                                : extract::prescan_charset(page);
            if ((found.empty() ? "windows-1252" : found) != extract::charset_of_label(label)) {
                failed.insert(file + (":" + std::to_string(number)));
            }
        }
    }
    EXPECT_GT(total, 70U);
    expect_known_failures(failed, total, "prescan.known");
}

}  // namespace
}  // namespace ogi::conformance
