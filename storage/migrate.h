#pragma once

#include "storage/database.h"

namespace ogi::storage {

// Brings a store of format `from` up to `to`: the steps of each format in between, and then its number, where
// the store's is smaller, synced. What a step writes comes from one record at a time and is the same when it
// is written twice; how far it has come is written with it, so that a killed process goes on from there.
// Records that cannot be read are left for `verify` to tell of.
base::Result<void> migrate(Database& database, int from, int to, const MigrationWatch& watch);

}  // namespace ogi::storage
