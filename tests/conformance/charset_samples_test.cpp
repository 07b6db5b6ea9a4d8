#include "extract/charset.h"
#include "tests/conformance/known_failures.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>
#include <utility>
#include <vector>

// chardet's Chinese samples, whose folder names their charset, told by their bytes alone.
namespace ogi::conformance {
namespace {

struct Sample {
    std::string name;
    std::string body;
    std::string_view charset;
};

std::vector<Sample> read_samples(const std::filesystem::path& folder) {
    constexpr std::pair<std::string_view, std::string_view> folders[] = {
        {"Big5", "big5"}, {"GB2312", "gb18030"}, {"utf-8", "utf-8"}, {"utf-8-sig", "utf-8"}};
    std::vector<Sample> samples;
    for (const auto& [name, charset] : folders) {
        for (const auto& entry : std::filesystem::directory_iterator{folder / name}) {
            samples.push_back({entry.path().filename().string(), file_text(entry.path()), charset});
        }
    }
    return samples;
}

// The kibibytes of a sample, each from the beginning of a line, as a cut between lines cuts no character.
std::vector<std::string_view> pieces_of(std::string_view body, std::size_t size) {
    std::vector<std::string_view> pieces;
    for (std::size_t at = 0; at < body.size();) {
        pieces.push_back(body.substr(at, size));
        const auto line = body.find('\n', std::min(at + size, body.size()));
        at = line == std::string_view::npos ? body.size() : line + 1;
    }
    return pieces;
}

bool is_ascii(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

class CharsetSamples : public testing::Test {
  protected:
    void SetUp() override {
        const auto folder = suite("chardet-zh");
        if (!folder) GTEST_SKIP() << "chardet's samples are not on this machine";
        samples_ = read_samples(*folder);
        ASSERT_EQ(samples_.size(), 67U);
    }

    std::vector<Sample> samples_;
};

TEST_F(CharsetSamples, AreToldByTheWholeFile) {
    for (const auto& [name, body, charset] : samples_) {
        EXPECT_EQ(extract::detect_charset(body, ""), charset) << name;
    }
}

// Eight of them have only ASCII there, so their XML declaration speaks for them.
TEST_F(CharsetSamples, AreToldByTheirFirstKibibyte) {
    for (const auto& [name, body, charset] : samples_) {
        EXPECT_EQ(extract::detect_charset(std::string_view{body}.substr(0, 1024), ""), charset) << name;
    }
}

TEST_F(CharsetSamples, AreToldByEveryKibibyteThatIsNotAscii) {
    std::size_t pieces = 0;
    for (const auto& [name, body, charset] : samples_) {
        for (const auto piece : pieces_of(body, 1024)) {
            if (is_ascii(piece)) continue;
            ++pieces;
            EXPECT_EQ(extract::detect_charset(piece, ""), charset)
                << name << " at " << piece.data() - body.data();
        }
    }
    EXPECT_GT(pieces, 600U);
}

}  // namespace
}  // namespace ogi::conformance
