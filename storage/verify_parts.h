#pragma once

#include "storage/database.h"
#include "storage/verify.h"

namespace ogi::storage {

// What verify is made of, each looking at some families.
struct Looking {
    const Database& database;
    const VerifyOptions& options;
    Findings& findings;
    Verified& verified;

    void count(Family family, std::uint64_t records) const;
    // Tells of a walk that met blocks which cannot be read, and goes on; fails with anything else.
    base::Result<void> walked(const Scan& scan, Family family) const;
};
base::Result<void> verify_pages(const Looking& looking);
base::Result<void> verify_reports(const Looking& looking);
base::Result<void> verify_feed(const Looking& looking);
base::Result<void> verify_chain(const Looking& looking);
base::Result<void> verify_consumers(const Looking& looking);
base::Result<void> verify_bodies(const Looking& looking);

}  // namespace ogi::storage
