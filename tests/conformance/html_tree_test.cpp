#include "extract/decode.h"
#include "extract/gumbo_tree.h"
#include "tests/conformance/known_failures.h"
#include "tests/conformance/tree_dump.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <vector>

// html5lib's tests of tree construction, read the way a page is read: decoded, then parsed within its limits.
namespace ogi::conformance {
namespace {

struct TreeCase {
    std::string data;
    std::string document;
    bool is_fragment = false;      // Parsed inside a given element; we only ever read whole pages.
    bool needs_scripting = false;  // We run no scripts.
};

// What stands between a heading's line and the next heading or the end.
std::string section(std::string_view text, std::string_view heading) {
    const auto start = text.find(heading);
    if (start == std::string_view::npos) return {};
    const auto rest = text.substr(start + heading.size());
    return std::string{rest.substr(0, rest.find("\n#"))};
}

TreeCase read_case(std::string_view text) {
    TreeCase one;
    if (!text.starts_with("#errors\n")) one.data = text.substr(0, text.find("\n#errors\n"));
    const auto after = text.substr(one.data.size());
    one.is_fragment = after.find("\n#document-fragment\n") != std::string_view::npos;
    one.needs_scripting = after.find("\n#script-on\n") != std::string_view::npos;
    one.document = section(after, "\n#document\n");
    while (one.document.ends_with('\n')) one.document.pop_back();
    one.document += '\n';
    return one;
}

std::vector<TreeCase> read_cases(std::string_view file) {
    constexpr std::string_view start = "#data\n";
    std::vector<TreeCase> cases;
    for (auto at = file.find(start); at != std::string_view::npos;) {
        at += start.size();
        const auto next = file.find("\n\n#data\n", at);
        cases.push_back(read_case(file.substr(at, next == std::string_view::npos ? next : next + 1 - at)));
        at = next == std::string_view::npos ? next : next + 2;
    }
    return cases;
}

std::string dump_of(const std::string& page) {
    const auto decoded = extract::decode(page, "utf-8", 0);
    const auto tree = extract::GumboTree::parse(decoded.text, extract::Limits{});
    if (!tree) return "no tree: " + tree.error().context;
    return tree_dump(*tree->root()->parent);
}

TEST(HtmlTreeSuite, TreesAreThoseOfHtml5lib) {
    const auto folder = suite("html5lib-tree-construction");
    if (!folder) GTEST_SKIP() << "html5lib's tests are not on this machine";
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator{*folder}) {
        if (entry.path().extension() == ".dat") files.push_back(entry.path());
    }
    std::ranges::sort(files);

    std::set<std::string> failed;
    std::size_t total = 0;
    std::size_t left_out = 0;
    for (const auto& file : files) {
        int number = 0;
        for (const auto& one : read_cases(file_text(file))) {
            ++number;
            if (one.is_fragment || one.needs_scripting) {
                ++left_out;
                continue;
            }
            ++total;
            const auto name = file.stem().string() + ":" + std::to_string(number);
            const auto dump = dump_of(one.data);
            if (dump == one.document) continue;
            failed.insert(name);
            if (std::getenv("OGI_SHOW_FAILURES") != nullptr) {
                std::cout << "## " << name << "\n"
                          << one.data << "\n-- expected\n"
                          << one.document << "-- found\n"
                          << dump;
            }
        }
    }
    std::cout << left_out << " cases of fragments and scripts left out\n";
    expect_known_failures(failed, total, "html_tree.known");
}

}  // namespace
}  // namespace ogi::conformance
