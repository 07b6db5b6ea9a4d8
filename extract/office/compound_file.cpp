#include "extract/office/compound_file.h"

#include <algorithm>

namespace ogi::extract {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view signature = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv;
constexpr std::size_t header_bytes = 512;
constexpr std::size_t entry_bytes = 128;
constexpr std::size_t entries_max = 4096;  // A document has some ten.
constexpr std::uint32_t sector_max =
    0xFFFFFFFA;  // Above are marks: of the end, of free sectors and of the FAT.
constexpr std::uint32_t free_sector = 0xFFFFFFFF;

// Zero behind the end.
std::uint64_t number_at(std::string_view bytes, std::size_t at, std::size_t width) {
    std::uint64_t number = 0;
    for (std::size_t i = width; i-- > 0;)
        number = number << 8 | (at + i < bytes.size() ? static_cast<unsigned char>(bytes[at + i]) : 0u);
    return number;
}

std::uint32_t word_at(std::string_view bytes, std::size_t at) {
    return static_cast<std::uint32_t>(number_at(bytes, at, 4));
}

struct Sectors {
    std::string_view body;
    std::size_t bytes = 0;           // Of one.
    std::vector<std::uint32_t> fat;  // The next of each.

    // The last one may be short.
    std::string_view at(std::uint32_t sector) const {
        const auto begin = (static_cast<std::size_t>(sector) + 1) * bytes;
        return begin < body.size() ? body.substr(begin, bytes) : std::string_view{};
    }
    std::size_t count() const { return body.size() <= bytes ? 0 : (body.size() - 1) / bytes; }
};

// The sectors of the FAT: 109 in the header, the others in a chain.
std::vector<std::uint32_t> fat_sectors(const Sectors& sectors) {
    constexpr std::size_t in_header_at = 0x4C;
    constexpr std::size_t in_header = 109;
    std::vector<std::uint32_t> found;
    const auto add = [&](std::uint32_t sector) {
        if (sector < sector_max) found.push_back(sector);
    };
    for (std::size_t i = 0; i < in_header; ++i) add(word_at(sectors.body, in_header_at + 4 * i));
    const auto links = sectors.bytes / 4 - 1;
    auto chain = word_at(sectors.body, 0x44);
    // No more than there are sectors: a chain may run in a circle.
    for (std::size_t i = 0; i < sectors.count() && chain < sectors.count(); ++i) {
        const auto sector = sectors.at(chain);
        for (std::size_t link = 0; link < links && found.size() <= sectors.count(); ++link)
            add(link * 4 + 4 <= sector.size() ? word_at(sector, link * 4) : free_sector);
        chain = links * 4 + 4 <= sector.size() ? word_at(sector, links * 4) : free_sector;
    }
    if (found.size() > sectors.count()) found.resize(sectors.count());
    return found;
}

// Their number cannot exceed what the file holds, whatever its FAT says.
void read_fat(Sectors& sectors) {
    for (const auto number : fat_sectors(sectors)) {
        const auto sector = sectors.at(number);
        for (std::size_t i = 0; i < sectors.bytes / 4; ++i)
            sectors.fat.push_back(i * 4 + 4 <= sector.size() ? word_at(sector, i * 4) : free_sector);
    }
}

constexpr std::size_t cutoff_bytes = 4096;  // Smaller streams share sectors.

bool chain_is_cut_off(const Sectors& sectors, std::uint32_t sector, std::uint64_t bytes) {
    const auto needed = (bytes + sectors.bytes - 1) / sectors.bytes;
    if (needed > sectors.count()) return true;
    for (std::uint64_t i = 0; i < needed; ++i) {
        if (sector >= sectors.count() || sector >= sectors.fat.size()) return true;
        sector = sectors.fat[sector];
    }
    return false;
}

CompoundEntry read_entry(const Sectors& sectors, std::string_view bytes) {
    const auto name_bytes = static_cast<std::size_t>(number_at(bytes, 0x40, 2));
    CompoundEntry entry{.name = {}, .bytes = number_at(bytes, 0x78, 8), .beginning = {}};
    // Files of 512-byte sectors have a number of 32 bits here, and may have anything behind it.
    if (sectors.bytes == 512) entry.bytes &= 0xFFFFFFFF;
    for (std::size_t i = 0; i + 2 < std::min<std::size_t>(name_bytes, 64); i += 2) {
        const auto unit = number_at(bytes, i, 2);
        entry.name += unit < 0x80 ? static_cast<char>(unit) : '?';
    }
    constexpr std::uint64_t stream = 2;
    if (number_at(bytes, 0x42, 1) == stream && entry.bytes >= cutoff_bytes) {
        const auto start = word_at(bytes, 0x74);
        entry.beginning = sectors.at(start);
        entry.cut_off = chain_is_cut_off(sectors, start, entry.bytes);
    }
    return entry;
}

// All entries of the directory, each of entry_bytes.
std::vector<std::string_view> directory_of(const Sectors& sectors) {
    std::vector<std::string_view> entries;
    auto sector = word_at(sectors.body, 0x30);
    while (sector < sectors.count() && entries.size() < entries_max) {  // A chain may run in a circle.
        const auto bytes = sectors.at(sector);
        for (std::size_t at = 0; at + entry_bytes <= bytes.size(); at += entry_bytes)
            entries.push_back(bytes.substr(at, entry_bytes));
        if (sector >= sectors.fat.size()) break;
        sector = sectors.fat[sector];
    }
    return entries;
}

struct Mark {
    std::string_view stream;
    CompoundKind kind;
    std::string_view words;
};

// The first that is there decides.
constexpr Mark marks[] = {
    {"EncryptedPackage", CompoundKind::other, "encrypted Office document"},
    {"WordDocument", CompoundKind::word, "DOC document"},
    {"PowerPoint Document", CompoundKind::other, "PPT presentation"},
    {"Workbook", CompoundKind::spreadsheet, "XLS spreadsheet"},
    {"Book", CompoundKind::spreadsheet, "XLS spreadsheet"},
    {"__properties_version1.0", CompoundKind::other, "Outlook message"},
    {"VisioDocument", CompoundKind::other, "Visio drawing"},
    {"Quill", CompoundKind::other, "Publisher document"},
    {"MatOST", CompoundKind::other, "Works document"},
    {"HwpSummaryInformation", CompoundKind::other, "HWP document"},
};

// [MS-DOC] 2.5.2: fEncrypted of the FibBase. [MS-XLS] 2.4.117: FilePass is among the first records.
bool says_encrypted(CompoundKind kind, std::string_view stream) {
    constexpr std::uint64_t fib_encrypted = 0x0100;
    constexpr std::uint64_t file_pass = 0x002F;
    constexpr std::size_t records_looked_at = 4;
    if (kind == CompoundKind::word) return (number_at(stream, 0x0A, 2) & fib_encrypted) != 0;
    std::size_t at = 0;
    for (std::size_t i = 0; i < records_looked_at && at + 4 <= stream.size(); ++i) {
        if (number_at(stream, at, 2) == file_pass) return true;
        at += 4 + static_cast<std::size_t>(number_at(stream, at + 2, 2));
    }
    return false;
}

}  // namespace

std::optional<std::vector<CompoundEntry>> read_compound_root(std::string_view body) {
    if (!body.starts_with(signature) || body.size() < header_bytes) return std::nullopt;
    const auto shift = number_at(body, 0x1E, 2);
    if (shift != 9 && shift != 12) return std::nullopt;
    Sectors sectors{.body = body, .bytes = std::size_t{1} << shift, .fat = {}};
    read_fat(sectors);
    const auto directory = directory_of(sectors);
    if (directory.empty()) return std::nullopt;
    // The entries of a storage are a tree of siblings; a damaged one may meet itself.
    constexpr std::size_t left_at = 0x44;
    constexpr std::size_t right_at = 0x48;
    constexpr std::size_t child_at = 0x4C;
    std::vector<CompoundEntry> root;
    std::vector<bool> seen(directory.size());
    std::vector<std::uint32_t> waiting{word_at(directory[0], child_at)};
    while (!waiting.empty()) {
        const auto index = waiting.back();
        waiting.pop_back();
        if (index >= directory.size() || seen[index]) continue;
        seen[index] = true;
        root.push_back(read_entry(sectors, directory[index]));
        waiting.push_back(word_at(directory[index], left_at));
        waiting.push_back(word_at(directory[index], right_at));
    }
    return root;
}

ToldCompound tell_compound(std::string_view body) {
    const auto root = read_compound_root(body);
    if (!root) return {.words = "damaged Office document of the old kind (DOC, XLS, WPS)"};
    for (const auto& [stream, kind, words] : marks) {
        const auto entry = std::ranges::find(*root, stream, &CompoundEntry::name);
        if (entry == root->end()) continue;
        return {.kind = kind,
                .words = words,
                .encrypted = kind != CompoundKind::other && says_encrypted(kind, entry->beginning),
                .cut_off = std::ranges::any_of(*root, &CompoundEntry::cut_off)};
    }
    return {.words = "compound file of no known kind"};
}

}  // namespace ogi::extract
