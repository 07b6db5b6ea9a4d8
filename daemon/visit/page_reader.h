#pragma once

#include "base/result.h"
#include "crawler/fetcher.h"
#include "daemon/visit/look_around.h"
#include "daemon/visit/visited.h"
#include "storage/store.h"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/thread_pool.hpp>

#include <optional>
#include <vector>

namespace ogi::daemon {

// Visits a page with all that belongs to its report: further pages, frames. One visit, one understanding:
// while a part cannot be had, the whole visit has failed and what is known stays as it is; a part that is
// gone is missing.
//
// Every body is in the store before it is understood.
class PageReader {
  public:
    // All references must outlive it.
    PageReader(storage::Store& store, crawler::Fetcher& fetcher, boost::asio::thread_pool& workers,
               const extract::Programs& programs)
        : store_{store}, fetcher_{fetcher}, workers_{workers}, programs_{programs} {}

    // Whether there is anything to read beyond what the page's own request brought.
    static bool has_more(const Visited& visited);

    // On the network thread, once the page itself was fetched: asks for what belongs to it and reads all of
    // it. The bodies are stored and then let go. Fails with the store's error only. Visited::standings and
    // held_was_whole are left to the writer.
    boost::asio::awaitable<base::Result<void>> complete(Visited& visited);

  private:
    // A part as it was found just now.
    struct Look {
        base::Url url;
        model::PagePart part;                     // With the validators it has now.
        std::optional<model::Snapshot> snapshot;  // Its new body.
    };

    enum class Kept { already, not_yet };

    boost::asio::awaitable<base::Result<void>> keep(const model::Snapshot& snapshot);
    // Adds a look, or makes the visit a failed one.
    boost::asio::awaitable<base::Result<void>> look_at(base::Url url, Visited& visited,
                                                       std::vector<Look>& looks);
    boost::asio::awaitable<base::Result<void>> look_at_known_parts(Visited& visited,
                                                                   std::vector<Look>& looks);
    boost::asio::awaitable<base::Result<void>> read(Visited& visited, std::vector<Look>& looks, Kept kept);
    boost::asio::awaitable<base::Result<void>> ingest_whole(Visited& visited, const std::vector<Look>& looks,
                                                            Kept kept);
    // Makes the visit a failed one where the words of the error page tell of an outage or a wall.
    boost::asio::awaitable<void> doubt_that_it_is_gone(Visited& visited);
    // Whether a body may have been cut off: it ends early where the one we hold does not, or nothing tells
    // that it ended.
    base::Result<bool> is_cut_off(const Look& look, const model::PagePart& held, bool open_ended) const;
    base::Result<std::vector<ReadPart>> bodies_of(const std::vector<Look>& looks) const;

    storage::Store& store_;
    crawler::Fetcher& fetcher_;
    boost::asio::thread_pool& workers_;
    const extract::Programs& programs_;
    HostAnswers answers_;
};

}  // namespace ogi::daemon
