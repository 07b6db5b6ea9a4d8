#include "crawler/body_decoder.h"

#include "crawl_test_support.h"

#include <gtest/gtest.h>

#include <zlib.h>

namespace ogi::crawler {
namespace {

using Outcome = BodyDecoder::Outcome;

struct Kept : ByteSink {
    bool take(std::string_view bytes) override {
        text += bytes;
        return text.size() <= room;
    }
    std::string text;
    std::size_t room = 64u << 20;
};

struct Decoded {
    Outcome outcome;
    bool whole;
    std::string text;
};

Decoded decode(std::string_view encoding, std::string_view body, std::size_t piece_bytes = 1'000,
               InflateLimits limits = {}) {
    Kept kept;
    const auto decoder = BodyDecoder::make(encoding, limits, kept);
    if (!decoder) return {Outcome::refused, false, "no decoder"};
    auto outcome = Outcome::going_on;
    for (; !body.empty() && outcome == Outcome::going_on;
         body.remove_prefix(std::min(piece_bytes, body.size())))
        outcome = decoder->take(body.substr(0, piece_bytes));
    return {outcome, decoder->whole(), kept.text};
}

std::string deflated(std::string_view plain, int window_bits) {
    z_stream stream{};
    EXPECT_EQ(deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, window_bits, 8, Z_DEFAULT_STRATEGY),
              Z_OK);
    std::string out(plain.size() + 100, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(plain.data()));
    stream.avail_in = static_cast<uInt>(plain.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    EXPECT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}

std::string sample_text() {
    std::string text;
    for (int i = 0; i < 5'000; ++i) text += "本年新收 " + std::to_string(i * 7919) + " 件\n";
    return text;
}

// "annual report " fifty times.
constexpr unsigned char brotli_bytes[] = {0x1B, 0xBB, 0x02, 0xF8, 0x25, 0x40, 0x92, 0x90, 0x42,
                                          0x1A, 0xCB, 0x07, 0xF0, 0x10, 0xA7, 0x3D, 0x8D, 0x06};
const std::string brotli_body{reinterpret_cast<const char*>(brotli_bytes), sizeof brotli_bytes};

TEST(BodyDecoder, TakesEveryCodingOffInPiecesOfAnySize) {
    const auto text = sample_text();
    std::string report;
    for (int i = 0; i < 50; ++i) report += "annual report ";
    struct Case {
        std::string_view encoding;
        std::string body;
        const std::string& text;
    };
    for (const auto& [encoding, body, expected] : {
             Case{"", text, text},
             Case{"identity", text, text},
             Case{"UTF-8", text, text},  // Seen on old application servers.
             Case{"gzip", gzip(text), text},
             Case{"X-GZip", gzip(text), text},
             Case{"deflate", deflated(text, MAX_WBITS), text},
             Case{"deflate", deflated(text, -MAX_WBITS), text},
             Case{"br", brotli_body, report},
             Case{"gzip, gzip", gzip(gzip(text)), text},
             Case{"br, identity , gzip", gzip(brotli_body), report},
             Case{"gzip", gzip(text.substr(0, 10)) + gzip(text.substr(10)), text},
             Case{"gzip", gzip(text) + std::string(20, '\0'), text},
             Case{"gzip", gzip(""), {}},
         }) {
        for (const std::size_t piece : {1, 2, 3, 1'000, 1'000'000}) {
            const auto decoded = decode(encoding, body, piece);
            EXPECT_EQ(decoded.outcome, Outcome::going_on) << encoding << ' ' << piece;
            EXPECT_TRUE(decoded.whole) << encoding << ' ' << piece;
            EXPECT_EQ(decoded.text, expected) << encoding << ' ' << piece;
        }
    }
}

TEST(BodyDecoder, KnowsEveryPlaceAtWhichABodyMayBreakOff) {
    const std::string text = "政府信息公开工作年度报告";
    for (const auto& [encoding, body] : {std::pair<std::string_view, std::string>{"gzip", gzip(text)},
                                         {"deflate", deflated(text, MAX_WBITS)},
                                         {"deflate", deflated(text, -MAX_WBITS)},
                                         {"gzip, gzip", gzip(gzip(text))},
                                         {"br", brotli_body}}) {
        for (std::size_t length = 1; length < body.size(); ++length) {
            const auto decoded = decode(encoding, std::string_view{body}.substr(0, length));
            EXPECT_FALSE(decoded.outcome == Outcome::going_on && decoded.whole)
                << encoding << " at " << length;
        }
        EXPECT_TRUE(decode(encoding, "").whole) << "no body at all is not a broken one";
    }
}

TEST(BodyDecoder, TellsDamageAndStrangeCodings) {
    EXPECT_EQ(decode("gzip", "this is no gzip").outcome, Outcome::damaged);
    EXPECT_EQ(decode("br", "this is no brotli").outcome, Outcome::damaged);
    EXPECT_EQ(decode("deflate", "\xFF\xFF\xFF\xFF").outcome, Outcome::damaged);
    EXPECT_EQ(decode("gzip, gzip", gzip("no second one")).outcome, Outcome::damaged);
    auto damaged = gzip(sample_text());
    damaged[damaged.size() / 2] = static_cast<char>(~damaged[damaged.size() / 2]);
    EXPECT_EQ(decode("gzip", damaged).outcome, Outcome::damaged);
    EXPECT_EQ(decode("secret", "x").text, "no decoder");
    EXPECT_EQ(decode("gzip, gzip, gzip, gzip", "x").text, "no decoder");
}

TEST(BodyDecoder, ABombIsRefusedByTheRatioOfAnyStage) {
    const std::string zeros(8u << 20, '\0');
    const auto bomb = gzip(zeros);
    EXPECT_EQ(decode("gzip", bomb).outcome, Outcome::inflates_too_far);
    EXPECT_LT(decode("gzip", bomb).text.size(), 3u << 20);
    EXPECT_EQ(decode("gzip, gzip", gzip(bomb)).outcome, Outcome::inflates_too_far);
    // The first stage inflates far, the second gives nothing: work without bytes.
    std::string empty_members;
    const auto member = gzip("");
    while (empty_members.size() < (8u << 20)) empty_members += member;
    EXPECT_EQ(decode("gzip, gzip", gzip(empty_members)).outcome, Outcome::inflates_too_far);
    EXPECT_EQ(decode("gzip", bomb, 1'000, {.ratio_max = 2'000}).text.size(), zeros.size());
    EXPECT_EQ(decode("gzip", gzip(std::string(1u << 20, '\0'))).outcome, Outcome::going_on);
}

TEST(BodyDecoder, EndsWhereTheSinkWantsNoMore) {
    Kept kept;
    kept.room = 10;
    const auto decoder = BodyDecoder::make("gzip", {}, kept);
    const auto body = gzip(sample_text());
    EXPECT_EQ(decoder->take(body), Outcome::refused);
    EXPECT_EQ(decoder->take(body), Outcome::refused);
    EXPECT_LE(kept.text.size(), 16u * 1024);
}

}  // namespace
}  // namespace ogi::crawler
