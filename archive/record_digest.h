#pragma once

#include <string>
#include <string_view>

namespace ogi::archive {

enum class DigestOutcome {
    none,  // No digest was given.
    right,
    wrong,    // The bytes are not those that were written.
    unknown,  // An algorithm that we do not know.
};

// Compares a labelled digest of a WARC field ("sha1:…", "sha256:…", "md5:…", base 32 or hexadecimal) with the
// bytes.
DigestOutcome check_digest(std::string_view labelled, std::string_view bytes);

// "sha1:" and 32 letters of base 32: the form that every reader of WARC knows.
std::string warc_digest(std::string_view bytes);

}  // namespace ogi::archive
