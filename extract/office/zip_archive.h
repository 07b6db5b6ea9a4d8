#pragma once

#include "base/result.h"
#include "extract/read_document.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

struct zip;

namespace ogi::extract {

struct ZipMember {
    std::string name;  // UTF-8, with '/' between folders.
    std::uint64_t bytes = 0;
    std::uint64_t packed_bytes = 0;
    std::uint64_t index = 0;
    bool folder = false;
    bool encrypted = false;
};

// A ZIP archive in memory. What is unpacked of it is bounded, member by member and in sum.
class ZipArchive {
  public:
    // `body` must outlive the archive.
    // Fails with `malformed` (damaged, members over one another) and `too_large` (archive_members_max).
    static base::Result<ZipArchive> open(std::string_view body, const Limits& limits);

    // In the order of the archive's directory.
    std::span<const ZipMember> members() const { return members_; }

    // Unpacks one of members(). Fails with `malformed` (damaged, encrypted, packed in a way nobody unpacks
    // here) and `too_large` (member_bytes_max, archive_bytes_max, archive_ratio_max).
    base::Result<std::string> read(const ZipMember& member);

  private:
    struct Close {
        void operator()(zip* archive) const;
    };

    ZipArchive(zip* archive, const Limits& limits) : archive_{archive}, limits_{limits} {}
    base::Result<void> list();

    std::unique_ptr<zip, Close> archive_;
    Limits limits_;
    std::vector<ZipMember> members_;
    std::size_t unpacked_ = 0;
};

}  // namespace ogi::extract
