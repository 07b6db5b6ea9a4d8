#include "crawler/body_decoder.h"

#include "base/utf8.h"

#include <brotli/decode.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <new>
#include <ranges>
#include <string>
#include <utility>

namespace ogi::crawler {

namespace {

constexpr std::size_t piece_bytes = 16 * 1024;

// Seen in this header on old application servers, whose pages are not encoded at all.
constexpr std::string_view no_codings[] = {"",     "identity", "none",   "utf-8",
                                           "utf8", "gbk",      "gb2312", "gb18030"};

std::string lower(std::string_view text) {
    std::string out{text};
    for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return out;
}

}  // namespace

// One coding of a chain: a sink that decodes into the next one.
class BodyDecoder::Stage : public ByteSink {
  public:
    Stage(BodyDecoder& owner, ByteSink& next) : owner_{owner}, next_{next} {}

    virtual bool whole() const = 0;

  protected:
    bool give(std::string_view decoded) {
        given_ += decoded.size();
        const bool too_far =
            given_ > owner_.limits_.free_bytes && given_ / owner_.limits_.ratio_max > owner_.received_;
        if (too_far) return end(Outcome::inflates_too_far);
        return next_.take(decoded) || end(Outcome::refused);
    }
    // The first reason stays: a later stage's failure is seen by the earlier ones as a refusal.
    bool end(Outcome outcome) {
        if (owner_.outcome_ == Outcome::going_on) owner_.outcome_ = outcome;
        return false;
    }

    std::array<char, piece_bytes> room_;

  private:
    BodyDecoder& owner_;
    ByteSink& next_;
    std::size_t given_ = 0;
};

// gzip (several members after each other too) and deflate.
class BodyDecoder::Zlib : public Stage {
  public:
    enum class Form { gzip, deflate };

    Zlib(BodyDecoder& owner, ByteSink& next, Form form) : Stage{owner, next}, form_{form} {}
    ~Zlib() override {
        if (started_) inflateEnd(&stream_);
    }

    bool whole() const override { return head_.empty() && (!started_ || ended_); }

    bool take(std::string_view piece) override {
        if (started_) return inflate_all(piece);
        head_ += piece;
        if (head_.size() < 2) return true;
        start();
        const auto whole_head = std::exchange(head_, {});
        return inflate_all(whole_head);
    }

  private:
    static constexpr int gzip_wrapper = 16;

    void start() {
        int bits = MAX_WBITS + gzip_wrapper;
        if (form_ == Form::deflate) {
            // RFC 1950 §2.2 tells zlib's wrapper from the bare stream that others send under this name.
            const auto first = static_cast<unsigned char>(head_[0]);
            const auto second = static_cast<unsigned char>(head_[1]);
            const bool wrapped = (first & 0x0F) == Z_DEFLATED && (first * 256U + second) % 31 == 0;
            bits = wrapped ? MAX_WBITS : -MAX_WBITS;
        }
        if (inflateInit2(&stream_, bits) != Z_OK) throw std::bad_alloc{};
        started_ = true;
    }

    bool inflate_all(std::string_view piece) {
        stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(piece.data()));
        stream_.avail_in = static_cast<uInt>(piece.size());
        while (true) {
            if (ended_ && !starts_again()) return true;
            stream_.next_out = reinterpret_cast<Bytef*>(room_.data());
            stream_.avail_out = static_cast<uInt>(room_.size());
            const int result = inflate(&stream_, Z_NO_FLUSH);
            if (result == Z_MEM_ERROR) throw std::bad_alloc{};
            if (result != Z_OK && result != Z_STREAM_END && result != Z_BUF_ERROR)
                return end(Outcome::damaged);
            const auto count = room_.size() - stream_.avail_out;
            if (count > 0 && !give({room_.data(), count})) return false;
            ended_ = result == Z_STREAM_END;
            if (!ended_ && stream_.avail_in == 0 && stream_.avail_out > 0) return true;
            if (result == Z_BUF_ERROR && count == 0) return true;
        }
    }

    // A further member of a gzip file. Anything else after the end is padding, which browsers ignore.
    bool starts_again() {
        constexpr unsigned char magic = 0x1F;
        if (form_ != Form::gzip || stream_.avail_in == 0 || *stream_.next_in != magic) return false;
        inflateReset(&stream_);
        ended_ = false;
        return true;
    }

    Form form_;
    std::string head_;  // The first bytes, until there are enough to tell the form.
    z_stream stream_{};
    bool started_ = false;
    bool ended_ = false;
};

class BodyDecoder::Brotli : public Stage {
  public:
    Brotli(BodyDecoder& owner, ByteSink& next)
        : Stage{owner, next}, state_{BrotliDecoderCreateInstance(nullptr, nullptr, nullptr)} {
        if (state_ == nullptr) throw std::bad_alloc{};
    }
    ~Brotli() override { BrotliDecoderDestroyInstance(state_); }

    bool whole() const override { return !started_ || BrotliDecoderIsFinished(state_) != 0; }

    bool take(std::string_view piece) override {
        started_ = started_ || !piece.empty();
        const auto* next_in = reinterpret_cast<const std::uint8_t*>(piece.data());
        auto left = piece.size();
        while (BrotliDecoderIsFinished(state_) == 0) {
            auto* next_out = reinterpret_cast<std::uint8_t*>(room_.data());
            auto free = room_.size();
            const auto result =
                BrotliDecoderDecompressStream(state_, &left, &next_in, &free, &next_out, nullptr);
            if (result == BROTLI_DECODER_RESULT_ERROR) return end(Outcome::damaged);
            const auto count = room_.size() - free;
            if (count > 0 && !give({room_.data(), count})) return false;
            if (result == BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT) return true;
        }
        return true;
    }

  private:
    BrotliDecoderState* state_;
    bool started_ = false;
};

BodyDecoder::BodyDecoder(InflateLimits limits, ByteSink& sink) : limits_{limits}, sink_{sink} {}

BodyDecoder::~BodyDecoder() = default;

std::unique_ptr<BodyDecoder> BodyDecoder::make(std::string_view content_encoding, InflateLimits limits,
                                               ByteSink& sink) {
    std::unique_ptr<BodyDecoder> decoder{new BodyDecoder{limits, sink}};
    // The codings in the order in which they were put on; so the first stage to be built is the last to work.
    ByteSink* next = &sink;
    for (const auto part : std::views::split(content_encoding, ',')) {
        const auto name = lower(base::trim(std::string_view{part.begin(), part.end()}));
        if (std::ranges::find(no_codings, name) != std::end(no_codings)) continue;
        if (decoder->stages_.size() == codings_max) return nullptr;
        std::unique_ptr<Stage> stage;
        if (name == "gzip" || name == "x-gzip") {
            stage = std::make_unique<Zlib>(*decoder, *next, Zlib::Form::gzip);
        } else if (name == "deflate") {
            stage = std::make_unique<Zlib>(*decoder, *next, Zlib::Form::deflate);
        } else if (name == "br") {
            stage = std::make_unique<Brotli>(*decoder, *next);
        } else {
            return nullptr;
        }
        next = stage.get();
        decoder->stages_.push_back(std::move(stage));
    }
    std::ranges::reverse(decoder->stages_);
    return decoder;
}

BodyDecoder::Outcome BodyDecoder::take(std::string_view piece) {
    if (outcome_ != Outcome::going_on) return outcome_;
    received_ += piece.size();
    auto& first = stages_.empty() ? sink_ : static_cast<ByteSink&>(*stages_.front());
    if (!first.take(piece) && outcome_ == Outcome::going_on) outcome_ = Outcome::refused;
    return outcome_;
}

bool BodyDecoder::whole() const {
    return std::ranges::all_of(stages_, [](const auto& stage) { return stage->whole(); });
}

}  // namespace ogi::crawler
