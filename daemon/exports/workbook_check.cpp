#include "daemon/exports/workbook_check.h"

#include <sys/stat.h>
#include <unistd.h>
#include <zip.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>
#include <utility>

namespace ogi::daemon {

namespace fs = std::filesystem;
using base::ErrorCode;
using base::Result;

namespace {

constexpr std::size_t block_bytes = 1 << 16;
// Of a part but the rows of its sheet: styles, names, what stands about a sheet.
constexpr std::size_t part_bytes_max = 1 << 20;

struct Discard {
    void operator()(zip_t* archive) const { zip_discard(archive); }
    void operator()(zip_file_t* file) const { zip_fclose(file); }
};
using Archive = std::unique_ptr<zip_t, Discard>;
using Part = std::unique_ptr<zip_file_t, Discard>;

// Reads on behind `text`; false at the end and where the part cannot be read (its check sum, too).
bool read_more(zip_file_t* part, std::string& text, bool& is_readable) {
    const auto before = text.size();
    text.resize(before + block_bytes);
    const auto count = zip_fread(part, text.data() + before, block_bytes);
    text.resize(before + (count > 0 ? static_cast<std::size_t>(count) : 0));
    if (count < 0) is_readable = false;
    return count > 0;
}

bool read_rest(zip_file_t* part, std::string& text) {
    bool is_readable = true;
    while (read_more(part, text, is_readable)) {
        if (text.size() > part_bytes_max) return false;
    }
    return is_readable;
}

// "<?xml …?> <name …" … "</name>"
bool ends_as_it_began(std::string_view text) {
    const auto root = text.find("<", text.find("?>"));
    if (!text.starts_with("<?xml") || root == std::string_view::npos) return false;
    const auto name = text.substr(root + 1, text.find_first_of(" >\n/", root + 1) - root - 1);
    while (text.ends_with('\n')) text.remove_suffix(1);
    return text.ends_with("</" + std::string{name} + ">");
}

bool is_whole(zip_file_t* part) {
    std::string text;
    return read_rest(part, text) && ends_as_it_began(text);
}

bool holds_rows(zip_file_t* part, const SheetRows& rows) {
    constexpr std::string_view begin = "<sheetData>", end = "</sheetData>";
    std::string text;
    bool is_readable = true;
    while (text.find(begin) == std::string::npos) {
        if (text.size() > part_bytes_max || !read_more(part, text, is_readable)) return false;
    }
    const auto at = text.find(begin) + begin.size();
    auto around = text.substr(0, at);
    text.erase(0, at);
    for (std::uint64_t compared = 0; compared < rows.bytes();) {
        if (text.empty() && !read_more(part, text, is_readable)) return false;
        const auto count =
            static_cast<std::size_t>(std::min<std::uint64_t>(text.size(), rows.bytes() - compared));
        if (!rows.holds(compared, std::string_view{text}.substr(0, count))) return false;
        text.erase(0, count);
        compared += count;
    }
    if (!read_rest(part, text) || !text.starts_with(end)) return false;
    return ends_as_it_began(around + text);
}

}  // namespace

Result<SheetRows> SheetRows::keep(int descriptor) {
    struct stat found {};
    const int own = ::dup(descriptor);
    if (own < 0 || ::fstat(own, &found) != 0) {
        const auto why = errno;
        if (own >= 0) ::close(own);
        return base::fail(ErrorCode::io, std::string{"the rows of a sheet: "} + std::strerror(why));
    }
    return SheetRows{own, static_cast<std::uint64_t>(found.st_size)};
}

SheetRows::SheetRows(SheetRows&& other) noexcept
    : descriptor_{std::exchange(other.descriptor_, -1)}, bytes_{other.bytes_} {}

SheetRows::~SheetRows() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

bool SheetRows::holds(std::uint64_t offset, std::string_view text) const {
    std::string found(text.size(), '\0');
    for (std::size_t done = 0; done < found.size();) {
        const auto count =
            ::pread(descriptor_, found.data() + done, found.size() - done, static_cast<off_t>(offset + done));
        if (count <= 0) return false;
        done += static_cast<std::size_t>(count);
    }
    return found == text;
}

Result<void> check_workbook(const fs::path& file, const std::vector<SheetRows>& sheets) {
    const auto fail = [](const std::string& what) {
        return base::fail(ErrorCode::io,
                          "the workbook was not written whole (" + what + "); is the disk full?");
    };
    const Archive archive{zip_open(file.c_str(), ZIP_RDONLY, nullptr)};
    if (!archive) return fail("it cannot be opened");
    std::size_t seen = 0;
    const auto count = zip_get_num_entries(archive.get(), 0);
    for (zip_int64_t i = 0; i < count; ++i) {
        const auto index = static_cast<zip_uint64_t>(i);
        const std::string name = zip_get_name(archive.get(), index, 0);
        const Part part{zip_fopen_index(archive.get(), index, 0)};
        if (!part) return fail(name);
        std::size_t sheet = 0;
        while (sheet < sheets.size() && name != "xl/worksheets/sheet" + std::to_string(sheet + 1) + ".xml")
            ++sheet;
        const bool is_sheet = sheet < sheets.size();
        if (is_sheet) ++seen;
        if (is_sheet ? !holds_rows(part.get(), sheets[sheet]) : !is_whole(part.get())) return fail(name);
    }
    if (seen != sheets.size()) return fail("a sheet is missing");
    return {};
}

}  // namespace ogi::daemon
