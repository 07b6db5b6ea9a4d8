#pragma once

#include "storage/store.h"
#include "tests/temporary_folder.h"

#include <memory>
#include <string>
#include <string_view>

namespace ogi::daemon {

// A real store in a temporary folder, filled by hand. In epoch 1.
class SmallStore {
  public:
    SmallStore();

    storage::Store& store() const { return *store_; }
    std::filesystem::path folder() const { return folder_.path() / "store"; }

    // Whoever does damage to its files closes it before and opens it after.
    void close() { store_.reset(); }
    void open();
    // Every write fails from now on.
    void make_read_only();

    // One more revision of a report, with the feed entry for it, seen at `url`.
    void report(std::string_view agency, int year, int figure, std::string_view url,
                std::string_view division = {});
    // The report of one agency is withdrawn for it is another's. Gives the other's id.
    std::string moved(std::string_view agency, int year, std::string_view to);
    void page(std::string_view url, model::PageRole role, base::UtcTime due_at);

  private:
    TemporaryFolder folder_;
    std::unique_ptr<storage::Store> store_;
};

}  // namespace ogi::daemon
