#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace ogi::crawler {

// What a gzip file of one member holds, whose `bytes` are all here: read in one go, straight to where it
// stays. nullopt for what is anything else (several members, padding, damage, no gzip) and where the file
// claims to hold more than `bytes_max`: that is BodyDecoder's, which reads piece by piece and tells what is
// wrong.
std::optional<std::string> gunzip_whole(std::string_view bytes, std::size_t bytes_max);

}  // namespace ogi::crawler
