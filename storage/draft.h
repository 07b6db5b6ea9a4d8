#pragma once

#include "storage/database.h"
#include "storage/keys.h"
#include "storage/store.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace ogi::storage {

// A write batch in the making. It reads the store and writes nothing until `write`.
class Draft {
  public:
    explicit Draft(Database& database) : database_{database} {}

    enum class Put { done, stale };
    // Puts the pages. Stale, and nothing put, where the first of them has another record than `based_on`
    // stands for.
    base::Result<Put> put_pages(const std::vector<model::Page>& pages,
                                const std::optional<std::uint64_t>& based_on);
    // Puts the page and hosts of each that has the record its `based_on` stands for. Returns which have.
    base::Result<std::vector<bool>> put_refreshes(const std::vector<Refresh>& refreshes);
    // Adds those that are not known, within `bounds`, and wakes those that sleep. Returns them.
    base::Result<std::vector<model::Page>> add_pages(std::vector<model::Page> discovered,
                                                     const UrlBounds& bounds);
    // Puts a page over the record `old_value`, and moves its place in the schedule.
    base::Result<void> replace_page(const model::Page& page, const std::optional<std::string>& old_value);
    // Makes a page due at `due_at`, without touching anything else of its record `old_value`.
    base::Result<void> move_page(const base::Url& url, base::UtcTime due_at, const std::string& old_value);

    base::Result<void> put_hosts(const std::vector<HostUpdate>& hosts);
    base::Result<void> put_revisions(const std::vector<model::Revision>& revisions,
                                     const std::vector<std::string>& packed);
    base::Result<void> put_states(const std::vector<model::ReportState>& states);
    base::Result<void> put_copies(const std::vector<model::Copy>& copies);
    base::Result<void> remove_copies(const std::vector<model::Copy>& copies);
    // Numbers the changes from the log's last sequence on, and returns the new last.
    base::Result<std::uint64_t> append_changes(std::vector<model::Change> changes, base::UtcTime recorded_at);

    base::Result<void> write(Durability durability);

  private:
    struct Host {
        model::HostRecord record;
        bool altered = false;
    };
    // The record of a host, as this batch leaves it; made where there is none.
    base::Result<Host*> host(std::string_view authority);
    base::Result<void> put_record(const base::Url& url, base::UtcTime due_at, const std::string& record,
                                  const std::optional<std::string>& old_value);
    base::Result<void> remove_from_schedule(const Host& host, const base::Url& url, const UrlHash& hash,
                                            const std::string& old_value);
    base::Result<void> add(model::Page page, const std::optional<std::string>& old_value,
                           const UrlBounds& bounds, std::vector<model::Page>& added);
    // How many URLs of the host lie below a directory, as this batch leaves it.
    base::Result<std::uint64_t*> prefix_count(const Host& host, std::string_view prefix);
    void put(Family family, const std::string& key, std::string json);

    Database& database_;
    rocksdb::WriteBatch batch_;
    std::set<std::string, std::less<>> put_;  // URLs of the pages put.
    std::map<std::string, Host, std::less<>> hosts_;
    std::map<std::string, std::uint64_t, std::less<>> prefixes_;  // By key.
    std::optional<std::uint32_t> last_host_;
    std::set<std::string, std::less<>> new_revisions_;  // Keys of those this batch adds.
};

// The first directory of a URL's path: "/zwgk/" of "/zwgk/2024/1.html", "/" of "/1.html".
std::string_view prefix_of(const base::Url& url);

}  // namespace ogi::storage
