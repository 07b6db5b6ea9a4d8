#pragma once

#include "storage/database.h"
#include "storage/fresh_look.h"
#include "storage/verify.h"

#include <set>

namespace ogi::storage {

// What verify is made of, each looking at some families.
struct Looking {
    const Store& store;
    const Database& database;
    const VerifyOptions& options;
    Findings& findings;
    Verified& verified;
    FreshLook& fresh;
    std::set<Family> damaged{};  // Families of which a part cannot be read.

    // Whether all of a family can be read. What cannot be is told as damage; that others miss it, or count
    // otherwise, is no fault of theirs.
    bool whole(Family family) const { return !damaged.contains(family); }
    void count(Family family, std::uint64_t records) const;
    // Tells of a walk that met blocks which cannot be read, and goes on; fails with anything else.
    base::Result<void> walked(const Scan& scan, Family family) const;
};

// Records of a family whose values cannot be read from their blob files: the first are named, the rest are
// counted.
class Unread {
  public:
    static constexpr std::uint64_t named_max = 20;

    Unread(const Looking& looking, Family family) : looking_{looking}, family_{family} {}

    // The value, where the store opened anew can read it: a running daemon has moved it. nullopt where it
    // cannot, which is told under `name`, or has dropped the record.
    std::optional<std::string> read_anew(std::string_view key, const std::string& name);
    // Tells how many there are besides.
    void finish();

  private:
    const Looking& looking_;
    Family family_;
    std::uint64_t count_ = 0;
};

base::Result<void> verify_files(const Looking& looking);
base::Result<void> verify_pages(const Looking& looking);
base::Result<void> verify_reports(const Looking& looking);
base::Result<void> verify_feed(const Looking& looking);
base::Result<void> verify_chain(const Looking& looking);
base::Result<void> verify_consumers(const Looking& looking);
base::Result<void> verify_bodies(const Looking& looking);

}  // namespace ogi::storage
