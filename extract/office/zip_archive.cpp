#include "extract/office/zip_archive.h"

#include "base/utf8.h"
#include "extract/decode.h"

#include <zip.h>

#include <algorithm>

namespace ogi::extract {
namespace {

using base::ErrorCode;
using namespace std::string_view_literals;

// What every entry of a ZIP's directory begins with. libzip makes a record of some hundred bytes of each
// entry before anybody can ask how many there are, so they are counted before it. What is stored without
// packing may hold such bytes itself, hence the factor.
constexpr std::string_view directory_entry = "PK\x01\x02"sv;
constexpr std::size_t stray_entries_factor = 8;

// Below this a high ratio costs nothing: a sheet of empty rows packs very well.
constexpr std::uint64_t ratio_matters_from = 4U << 20;

std::size_t count_entries(std::string_view body) {
    std::size_t count = 0;
    for (auto at = body.find(directory_entry); at != body.npos; at = body.find(directory_entry, at + 4))
        ++count;
    return count;
}

std::string words_of(int code) {
    zip_error_t error;
    zip_error_init_with_code(&error, code);
    std::string words = zip_error_strerror(&error);
    zip_error_fini(&error);
    return words;
}

// Old Chinese programs write names in the code page of their machine and do not say so.
std::string decoded_name(std::string_view raw) {
    auto name = base::is_valid_utf8(raw) ? std::string{raw} : std::string{decode(raw, "gb18030", 0).text};
    std::ranges::replace(name, '\\', '/');
    return name;
}

std::string too_many(std::string_view what, std::size_t limit, std::string_view name) {
    return std::string{what} + " more than " + std::string{name} + " (" + std::to_string(limit) + ")";
}

}  // namespace

void ZipArchive::Close::operator()(zip* archive) const {
    zip_discard(archive);
}

base::Result<ZipArchive> ZipArchive::open(std::string_view body, const Limits& limits) {
    if (count_entries(body) > limits.archive_members_max * stray_entries_factor) {
        return base::fail(ErrorCode::too_large,
                          too_many("the archive has", limits.archive_members_max, "archive_members_max"));
    }
    zip_error_t error;
    zip_error_init(&error);
    auto* const source = zip_source_buffer_create(body.data(), body.size(), 0, &error);
    auto* const opened = source == nullptr ? nullptr : zip_open_from_source(source, ZIP_RDONLY, &error);
    if (opened == nullptr) {
        auto why = std::string{"a damaged archive: "} + zip_error_strerror(&error);
        if (source != nullptr) zip_source_free(source);
        zip_error_fini(&error);
        return base::fail(ErrorCode::malformed, why);
    }
    zip_error_fini(&error);
    ZipArchive archive{opened, limits};
    TRY_VOID(archive.list());
    const auto packed = [&] {
        std::uint64_t sum = 0;
        for (const auto& member : archive.members_) {
            sum = sum > body.size() || member.packed_bytes > body.size() ? body.size() + 1
                                                                         : sum + member.packed_bytes;
        }
        return sum;
    }();
    if (packed > body.size())
        return base::fail(ErrorCode::malformed, "a damaged archive: its members lie over one another");
    return archive;
}

base::Result<void> ZipArchive::list() {
    const auto count = zip_get_num_entries(archive_.get(), 0);
    if (count < 0) return base::fail(ErrorCode::malformed, "a damaged archive: no directory");
    if (static_cast<std::uint64_t>(count) > limits_.archive_members_max) {
        return base::fail(ErrorCode::too_large,
                          too_many("the archive has", limits_.archive_members_max, "archive_members_max"));
    }
    for (zip_uint64_t index = 0; index < static_cast<std::uint64_t>(count); ++index) {
        zip_stat_t stat;
        zip_stat_init(&stat);
        constexpr auto needed = ZIP_STAT_NAME | ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE;
        if (zip_stat_index(archive_.get(), index, ZIP_FL_ENC_RAW, &stat) != 0 ||
            (stat.valid & needed) != needed)
            return base::fail(ErrorCode::malformed, "a damaged archive: its directory is not whole");
        const bool encrypted =
            (stat.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && stat.encryption_method != ZIP_EM_NONE;
        auto name = decoded_name(stat.name);
        const bool folder = name.ends_with('/');
        members_.push_back({.name = std::move(name),
                            .bytes = stat.size,
                            .packed_bytes = stat.comp_size,
                            .index = index,
                            .folder = folder,
                            .encrypted = encrypted});
    }
    return {};
}

base::Result<std::string> ZipArchive::read(const ZipMember& member) {
    const auto refuse = [&](ErrorCode code, const std::string& why) {
        return base::fail(code, member.name + ": " + why);
    };
    if (member.encrypted) return refuse(ErrorCode::malformed, "encrypted, a password is needed");
    if (member.bytes > limits_.member_bytes_max) {
        return refuse(ErrorCode::too_large,
                      too_many("unpacked it has", limits_.member_bytes_max, "member_bytes_max"));
    }
    if (member.bytes > ratio_matters_from && member.bytes / limits_.archive_ratio_max > member.packed_bytes) {
        return refuse(
            ErrorCode::too_large,
            too_many("it unpacks to", limits_.archive_ratio_max, "archive_ratio_max") + " times its size");
    }
    if (member.bytes > limits_.archive_bytes_max - unpacked_) {
        return refuse(ErrorCode::too_large, too_many("what is unpacked of the archive has",
                                                     limits_.archive_bytes_max, "archive_bytes_max"));
    }
    struct CloseFile {
        void operator()(zip_file_t* file) const { zip_fclose(file); }
    };
    const std::unique_ptr<zip_file_t, CloseFile> file{zip_fopen_index(archive_.get(), member.index, 0)};
    if (!file) {
        return refuse(ErrorCode::malformed,
                      "not readable: " + words_of(zip_error_code_zip(zip_get_error(archive_.get()))));
    }
    std::string bytes(member.bytes, '\0');
    std::size_t have = 0;
    // One byte more is asked for than the directory promises: only at the end is the checksum compared.
    char beyond = 0;
    while (true) {
        const bool full = have == bytes.size();
        const auto got =
            zip_fread(file.get(), full ? &beyond : bytes.data() + have, full ? 1 : bytes.size() - have);
        if (got == 0 && full) break;
        if (got <= 0 || full) {
            const auto code = zip_error_code_zip(zip_file_get_error(file.get()));
            return refuse(ErrorCode::malformed,
                          "damaged: " + (code == ZIP_ER_OK ? "its size is not what the directory says"
                                                           : words_of(code)));
        }
        have += static_cast<std::size_t>(got);
    }
    unpacked_ += bytes.size();
    return bytes;
}

}  // namespace ogi::extract
