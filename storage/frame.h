#pragma once

#include "base/result.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct ZSTD_CDict_s;

namespace ogi::storage {

// Largest body the store takes or gives back, in bytes. Above every limit a crawl can be configured with; it
// keeps a damaged record from asking for all the memory there is.
inline constexpr std::size_t stored_body_bytes_max = std::size_t{256} << 20;

// Bytes that frames may refer to instead of repeating them, ready for compressing. A frame can be read only
// with the very content it was made with. Safe from any thread.
class Dictionary {
  public:
    // `content` must be usable_as_dictionary.
    explicit Dictionary(std::string_view content);

    const ZSTD_CDict_s& prepared() const { return *prepared_; }

  private:
    struct Free {
        void operator()(ZSTD_CDict_s* prepared) const;
    };
    std::unique_ptr<ZSTD_CDict_s, Free> prepared_;
};

// zstd takes content that begins like one of its own dictionaries for one.
bool usable_as_dictionary(std::string_view content);

// Bodies and revisions, which are large, are stored as one zstd frame (RFC 8878) that names its size, behind
// `head`. `dictionary` may be null. Fails with `too_large`.
base::Result<std::string> to_frame(std::string_view bytes, const Dictionary* dictionary = nullptr,
                                   std::string_view head = {});
// `dictionary` is the content of the dictionary the frame was made with. Fails with `malformed` for anything
// else than one whole such frame, and where it claims more than stored_body_bytes_max.
base::Result<std::string> from_frame(std::string_view frame, std::string_view dictionary = {});

// How many bytes a frame says that it holds; nullopt where it is none.
std::optional<std::uint64_t> frame_content_bytes(std::string_view frame);

}  // namespace ogi::storage
