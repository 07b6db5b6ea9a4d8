#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace ogi::crawler {

// Takes bytes as they come.
class ByteSink {
  public:
    virtual ~ByteSink() = default;
    // Whether to go on.
    virtual bool take(std::string_view bytes) = 0;
};

struct InflateLimits {
    std::size_t ratio_max = 200;  // Decoded ÷ received bytes …
    std::size_t free_bytes =
        1u << 20;  // … looked at past so many decoded ones; below, any ratio is harmless.
};

// Takes Content-Encoding off a body piece by piece: gzip, deflate (with and without zlib's wrapper, as
// servers send both), br, and chains of them. Ours and not libcurl's, because that one takes a compressed
// body that breaks off for a whole one, and does not count what goes in and out of each stage of a chain.
class BodyDecoder {
  public:
    // Codings in a chain; more are a bomb.
    static constexpr std::size_t codings_max = 3;

    enum class Outcome {
        going_on,
        damaged,           // The bytes do not follow their coding.
        inflates_too_far,  // InflateLimits, of any stage of a chain.
        refused,           // The sink wants no more.
    };

    // For the value of a Content-Encoding header. Nullptr where it names a coding that we do not know, or too
    // many. "identity", nothing and the names of charsets, which some servers put there, are no coding.
    // `sink` must outlive it.
    static std::unique_ptr<BodyDecoder> make(std::string_view content_encoding, InflateLimits limits,
                                             ByteSink& sink);
    ~BodyDecoder();

    Outcome take(std::string_view piece);

    // Nothing is missing at the end: true at the beginning and once every stream of the chain is complete.
    bool whole() const;

  private:
    class Stage;
    class Zlib;
    class Brotli;
    BodyDecoder(InflateLimits limits, ByteSink& sink);

    InflateLimits limits_;
    ByteSink& sink_;
    std::vector<std::unique_ptr<Stage>> stages_;  // In the order in which bytes go through them.
    std::size_t received_ = 0;
    Outcome outcome_ = Outcome::going_on;
};

}  // namespace ogi::crawler
