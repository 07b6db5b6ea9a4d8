#pragma once

#include <filesystem>

namespace ogi::daemon {

// What root has written into a store that belongs to another account is given to that account: files that the
// daemon could not write later (decisions.ndjson among them) would stop it, or a correction, long afterwards.
// A folder that root has made is given to the owner of the folder around it. Does nothing for others than
// root. After the store was closed.
void give_store_to_its_owner(const std::filesystem::path& store);

// The same of a backup that root makes while no daemon runs, into which the daemon is to make its next one: a
// folder that is not there yet, or belongs to the store's owner. One of root's own stays root's.
class BackupOwner {
  public:
    // Before the backup is made.
    BackupOwner(std::filesystem::path folder, std::filesystem::path store);
    // After it is made.
    void give() const;

  private:
    std::filesystem::path folder_, store_;
    bool is_roots_;
};

}  // namespace ogi::daemon
