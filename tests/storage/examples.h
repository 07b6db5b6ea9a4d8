#pragma once

#include "storage/store.h"

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace ogi::storage {

// A folder under the system's temporary one, removed with all that is in it.
class TemporaryFolder {
  public:
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    const std::filesystem::path& path() const { return path_; }
    // Where a store can be made; does not exist yet.
    std::filesystem::path store() const { return path_ / "store"; }

  private:
    std::filesystem::path path_;
};

// Throws where the store cannot be opened.
std::unique_ptr<Store> open_store(const std::filesystem::path& folder, OpenMode mode = OpenMode::read_write);

// Hosts that have a page due at or before `now`, in order of name.
base::Result<std::vector<std::string>> due_hosts(const Store& store, base::UtcTime now);
// Up to `limit` pages of a host due at or before `now`, earliest first.
base::Result<std::vector<model::Page>> due_pages(const Store& store, std::string_view authority,
                                                 base::UtcTime now, std::size_t limit);

base::UtcTime at(std::int64_t seconds);
base::Url url(std::string_view text);
model::Page page(std::string_view url, base::UtcTime due_at = at(0));
model::Snapshot snapshot(std::string_view url, std::string_view body, base::UtcTime fetched_at = at(0));

// A report with `cells` number cells, the first of which holds `figure`.
model::Revision revision(std::string_view agency, int year, int number = 1, int figure = 7, int cells = 3);
model::ReportState state(const model::Revision& current);
model::Copy copy(const model::Revision& shown, std::string_view url);
model::Change change(const model::Revision& to, model::ChangeType type = model::ChangeType::added);

// The commit of a first look at a report: its page, revision, state, copy and change.
Commit first_look(std::string_view agency, int year);
// The n-th of an endless row of such commits; every tenth finds the same report changed.
Commit nth_look(int n);

}  // namespace ogi::storage
