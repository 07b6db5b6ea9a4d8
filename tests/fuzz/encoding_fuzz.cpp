#include "crawler/body_decoder.h"
#include "tests/fuzz/promise.h"

#include <string>

// Compressed bodies: the first byte chooses the coding, the second the size of the pieces. Pieces of any size
// give the same, and no more than the limits allow.

using namespace ogi;

namespace {

struct Kept : crawler::ByteSink {
    bool take(std::string_view bytes) override {
        text += bytes;
        return true;
    }
    std::string text;
};

struct Decoded {
    crawler::BodyDecoder::Outcome outcome;
    bool whole;
    std::string text;
};

Decoded decode(std::string_view encoding, std::string_view body, std::size_t piece_bytes) {
    Kept kept;
    const auto decoder = crawler::BodyDecoder::make(encoding, {.ratio_max = 50, .free_bytes = 1 << 16}, kept);
    auto outcome = crawler::BodyDecoder::Outcome::going_on;
    while (!body.empty() && outcome == crawler::BodyDecoder::Outcome::going_on) {
        const auto piece = body.substr(0, piece_bytes);
        outcome = decoder->take(piece);
        body.remove_prefix(piece.size());
    }
    return {outcome, decoder->whole(), kept.text};
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static constexpr std::string_view encodings[] = {"gzip", "deflate", "br", "gzip, gzip", "br, gzip"};
    if (size < 2) return 0;
    const auto encoding = encodings[data[0] % std::size(encodings)];
    const auto body = fuzz::as_text(data + 2, size - 2);
    const auto at_once = decode(encoding, body, body.size() + 1);
    fuzz::promise(at_once.text.size() <= (1 << 16) + 50 * body.size() + 16 * 1024,
                  "no more than the limits allow");
    using enum crawler::BodyDecoder::Outcome;
    const auto in_pieces = decode(encoding, body, 1 + data[1] % 16);
    if (at_once.outcome == going_on && in_pieces.outcome == going_on) {
        fuzz::promise(at_once.text == in_pieces.text, "pieces of any size give the same");
        fuzz::promise(at_once.whole == in_pieces.whole, "and end the same");
    }
    fuzz::promise((at_once.outcome == damaged) <= (in_pieces.outcome != going_on),
                  "damage is seen in pieces too");
    return 0;
}
