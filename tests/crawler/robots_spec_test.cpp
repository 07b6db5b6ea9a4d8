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

// Where the reference differs from RFC 9309, and we follow the RFC.
bool follows_its_own_rule(const std::filesystem::path& file, const base::Url& url) {
    // A rule for index.html is one for its folder too.
    if (file.stem() == "index-page") return true;
    // It has its caller never ask whether robots.txt itself may be read (§2.2.2).
    if (url.path() == "/robots.txt") return true;
    // It leaves percent-encoded letters as they are and takes URLs that are encoded already (§2.2.2).
    return file.stem() == "non-ascii-paths";
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
            if (!parsed || follows_its_own_rule(entry.path(), *parsed)) continue;
            EXPECT_EQ(RobotsTxt::parse(robots).allows(parsed->path_and_query(), agent), allowed)
                << entry.path().filename() << ": " << agent << " " << url << "\n"
                << robots.substr(0, 600);
            ++asked;
        }
    }
    RecordProperty("expectations", asked);
    EXPECT_GT(asked, 100);
}

}  // namespace
}  // namespace ogi::crawler
