#pragma once

#include <filesystem>

namespace ogi::daemon {

// What root has written into a store that belongs to another account is given to that account: files that the
// daemon could not write later (decisions.ndjson among them) would stop it, or a correction, long afterwards.
// A folder that root has made is given to the owner of the folder around it. Does nothing for others than
// root. After the store was closed.
void give_store_to_its_owner(const std::filesystem::path& store);

}  // namespace ogi::daemon
