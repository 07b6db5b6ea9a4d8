#pragma once

#include "storage/backup.h"
#include "storage/store.h"
#include "tests/daemon/feed/chance.h"
#include "tests/temporary_folder.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>

namespace ogi::daemon {

// A real store in a temporary folder that is killed, loses power and is restored within one process. A killed
// store goes on from an image of its files, taken between two of its writes: what lies in them is what a
// SIGKILL leaves, for nothing of a commit is kept in the program once it has returned.
class CrashGround {
  public:
    CrashGround();

    storage::Store& store() const { return *store_; }
    // Everything written so far is on the disk; no loss of power takes it back.
    void has_synced();

    void reopen();
    void kill();
    // From an image whose log ends somewhere behind what was synced, in the midst of a record perhaps.
    void lose_power(Chance& chance);
    // The same, but the disk had lied: what was synced is lost, too.
    void lose_what_was_synced(Chance& chance);

    std::uint32_t back_up();
    void restore(std::uint32_t backup, base::UtcTime now);

  private:
    using Sizes = std::map<std::string, std::uintmax_t>;  // Of files, by name.

    void open();
    Sizes logs() const;
    // Goes on from a copy of the files; the newest log is cut to a length from `kept` to its own.
    void go_on_from_image(const Sizes& kept, Chance* chance);
    std::filesystem::path folder() const { return folder_.path() / std::to_string(images_); }
    std::filesystem::path backups() const { return folder_.path() / "backups"; }

    TemporaryFolder folder_;
    int images_ = 0;
    std::unique_ptr<storage::Store> store_;
    Sizes synced_;
};

}  // namespace ogi::daemon
