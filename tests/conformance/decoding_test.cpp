#include "base/utf8.h"
#include "extract/declared_charset.h"
#include "extract/decode.h"
#include "tests/conformance/known_failures.h"

#include <gtest/gtest.h>
#include <boost/json.hpp>

#include <sstream>
#include <vector>

// The decoders of the WHATWG Encoding Standard: encoding_rs's data, made from the standard's indexes, and the
// indexes themselves.
namespace ogi::conformance {
namespace {

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        lines.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

// "81308130": how bytes are named in the lists of failures.
std::string hex(std::string_view bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string out;
    for (const char c : bytes) {
        out += digits[static_cast<unsigned char>(c) >> 4];
        out += digits[static_cast<unsigned char>(c) & 15];
    }
    return out;
}

// Each line of <name>_in.txt decodes to that line of <name>_in_ref.txt.
void expect_decoding(std::string_view name, std::string_view charset, std::string_view list) {
    const auto folder = suite("encoding_rs");
    if (!folder) GTEST_SKIP() << "encoding_rs's data is not on this machine";
    const auto file = (*folder / "tests/test_data" / name).string();
    const auto bytes = file_text(file + "_in.txt");
    const auto text = file_text(file + "_in_ref.txt");
    const auto in = lines_of(bytes);
    const auto expected = lines_of(text);
    ASSERT_EQ(in.size(), expected.size());
    std::set<std::string> failed;
    for (std::size_t i = 0; i < in.size(); ++i) {
        if (extract::decode(in[i], charset, 0).text != expected[i]) failed.insert(hex(in[i]));
    }
    expect_known_failures(failed, in.size(), list);
}

TEST(Decoders, ReadTwoByteGb18030AsEncodingRsDoes) {
    expect_decoding("gb18030", "gb18030", no_failures);
}

TEST(Decoders, ReadBig5AsEncodingRsDoes) {
    expect_decoding("big5", "big5", "big5.known");
}

// "  1234\t0x4E02\t丂 (…)": pointer and code point, apart from comments.
struct Pointer {
    std::size_t pointer;
    char32_t code_point;
};
std::vector<Pointer> read_index(const std::filesystem::path& path) {
    std::vector<Pointer> pointers;
    const auto text = file_text(path);
    for (const auto line : lines_of(text)) {
        if (line.empty() || line.starts_with('#')) continue;
        std::istringstream words{std::string{line}};
        Pointer one{};
        std::string code_point;
        words >> one.pointer >> code_point;
        one.code_point = static_cast<char32_t>(std::stoul(code_point, nullptr, 16));
        pointers.push_back(one);
    }
    return pointers;
}

std::string utf8(char32_t code_point) {
    std::string out;
    base::append_utf8(out, code_point);
    return out;
}

char byte(std::size_t value) {
    return static_cast<char>(static_cast<unsigned char>(value));
}

// Encoding Standard §10.2.1, the other way round.
std::string four_bytes(std::size_t pointer) {
    return {byte(0x81 + pointer / 12600), byte(0x30 + pointer / 1260 % 10), byte(0x81 + pointer / 10 % 126),
            byte(0x30 + pointer % 10)};
}

TEST(Decoders, ReadEveryFourByteSequenceByTheStandardsRanges) {
    const auto folder = suite("whatwg-encoding");
    if (!folder) GTEST_SKIP() << "the Encoding Standard's data is not on this machine";
    auto ranges = read_index(*folder / "index-gb18030-ranges.txt");
    ASSERT_GT(ranges.size(), 200U);
    constexpr std::size_t behind_bmp = 39420;
    constexpr std::size_t behind_last = 1237576;
    constexpr std::size_t private_pointer = 7457;  // The standard's algorithm has it apart from the table.
    constexpr char32_t private_code_point = 0xE7C7;
    std::string bytes;
    std::string expected;
    for (std::size_t i = 0; i < ranges.size(); ++i) {
        const auto [begin, code_point] = ranges[i];
        const auto next = i + 1 < ranges.size() ? ranges[i + 1].pointer : behind_last;
        const auto end = begin < behind_bmp ? std::min(next, behind_bmp) : next;
        for (auto pointer = begin; pointer < end; ++pointer) {
            bytes += four_bytes(pointer);
            expected +=
                utf8(pointer == private_pointer ? private_code_point
                                                : code_point + static_cast<char32_t>(pointer - begin));
        }
    }
    std::set<std::string> failed;
    const auto found = extract::decode(bytes, "gb18030", 0);
    std::size_t total = 0;
    std::string_view left = found.text;
    for (std::string_view right = expected; !right.empty() && !left.empty(); ++total) {
        const auto [a, a_length] = base::decode_utf8(left);
        const auto [b, b_length] = base::decode_utf8(right);
        if (a != b) failed.insert(hex(std::string_view{bytes}.substr(4 * total, 4)));
        left.remove_prefix(a_length);
        right.remove_prefix(b_length);
    }
    EXPECT_EQ(total * 4, bytes.size());
    expect_known_failures(failed, total, no_failures);
}

// "windows-1252:81": the bytes of every single-byte charset that we know.
TEST(Decoders, ReadSingleBytesByTheStandardsIndexes) {
    const auto folder = suite("whatwg-encoding");
    if (!folder) GTEST_SKIP() << "the Encoding Standard's data is not on this machine";
    constexpr std::size_t upper_half = 128;
    std::set<std::string> failed;
    std::size_t total = 0;
    const auto indexes = boost::json::parse(file_text(*folder / "indexes.json"));
    for (const auto& [name, index] : indexes.as_object()) {
        if (!index.is_array() || index.as_array().size() != upper_half) continue;
        if (extract::charset_of_label(name).empty()) continue;
        for (std::size_t i = 0; i < upper_half; ++i) {
            const auto& code_point = index.at(i);
            const char one = byte(upper_half + i);
            const auto expected =
                utf8(code_point.is_null() ? base::replacement_character : code_point.to_number<char32_t>());
            ++total;
            if (extract::decode({&one, 1}, name, 0).text != expected) {
                failed.insert(std::string{name} + ":" + hex({&one, 1}));
            }
        }
    }
    expect_known_failures(failed, total, "single_bytes.known");
}

// Labels of charsets that we do not read at all stand on the list.
TEST(Labels, NameTheStandardsCharsets) {
    const auto folder = suite("whatwg-encoding");
    if (!folder) GTEST_SKIP() << "the Encoding Standard's data is not on this machine";
    std::set<std::string> failed;
    std::size_t total = 0;
    const auto groups = boost::json::parse(file_text(*folder / "encodings.json"));
    for (const auto& group : groups.as_array()) {
        for (const auto& encoding : group.at("encodings").as_array()) {
            std::string name{encoding.at("name").as_string()};
            for (char& c : name) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
            if (name == "gbk") name = "gb18030";  // One decoder for both, §10.1.1.
            for (const auto& label : encoding.at("labels").as_array()) {
                const std::string text{label.as_string()};
                ++total;
                if (extract::charset_of_label(text) != name) failed.insert(text);
            }
        }
    }
    expect_known_failures(failed, total, "labels.known");
}

}  // namespace
}  // namespace ogi::conformance
