#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ogi::extract {

// A stream or storage in the root of a compound file.
struct CompoundEntry {
    std::string name;  // Characters beyond ASCII are '?'.
    std::uint64_t bytes = 0;
    std::string_view beginning;  // Its first sector; empty if it is too small to have one of its own.
    bool cut_off = false;        // Some of its sectors lie behind the end of the file.
};

// The root of a compound file ([MS-CFB]), the file of files that Office wrote until 2003. No value where the
// bytes are no such file, or its directory cannot be followed. `body` must outlive what is returned.
std::optional<std::vector<CompoundEntry>> read_compound_root(std::string_view body);

// What the streams of a compound file make it.
enum class CompoundKind {
    word,  // DOC, and WPS of Kingsoft.
    spreadsheet,
    other,
};

struct ToldCompound {
    CompoundKind kind = CompoundKind::other;
    std::string_view words;  // "DOC document", "Outlook message" …
    bool encrypted = false;
    bool cut_off = false;
};

ToldCompound tell_compound(std::string_view body);

}  // namespace ogi::extract
