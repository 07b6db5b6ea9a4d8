#pragma once

#include "base/result.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace ogi::storage {

// Largest body the store takes or gives back, in bytes. Above every limit a crawl can be configured with; it
// keeps a damaged record from asking for all the memory there is.
inline constexpr std::size_t stored_body_bytes_max = std::size_t{256} << 20;

// Bodies and revisions, which are large, are stored as one zstd frame (RFC 8878) that names its size. Fails
// with `too_large`.
base::Result<std::string> to_frame(std::string_view bytes);
// Fails with `malformed` for anything else than one whole such frame, and where it claims more than
// stored_body_bytes_max.
base::Result<std::string> from_frame(std::string_view frame);

}  // namespace ogi::storage
