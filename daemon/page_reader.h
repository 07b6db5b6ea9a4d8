#pragma once

#include "base/result.h"
#include "crawler/fetcher.h"
#include "daemon/decide.h"
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
    // All references must outlive it. `writer` is the one thread that may write to the store.
    PageReader(storage::Store& store, crawler::Fetcher& fetcher, boost::asio::thread_pool& workers,
               boost::asio::thread_pool& writer)
        : store_{store}, fetcher_{fetcher}, workers_{workers}, writer_{writer} {}

    // On the network thread. Fails with the store's error only. Visited::standings and held_was_whole are
    // left to the writer.
    boost::asio::awaitable<base::Result<Visited>> visit(model::Page page);

  private:
    // A part as it was found just now.
    struct Look {
        base::Url url;
        model::PagePart part;                     // With the validators it has now.
        std::optional<model::Snapshot> snapshot;  // Its new body.
    };

    boost::asio::awaitable<base::Result<void>> keep(const model::Snapshot& snapshot);
    // Adds a look, or makes the visit a failed one.
    boost::asio::awaitable<base::Result<void>> look_at(base::Url url, Visited& visited,
                                                       std::vector<Look>& looks);
    boost::asio::awaitable<base::Result<void>> look_at_known_parts(Visited& visited,
                                                                   std::vector<Look>& looks);
    boost::asio::awaitable<base::Result<void>> read(Visited& visited, std::vector<Look>& looks);
    boost::asio::awaitable<base::Result<void>> ingest_whole(Visited& visited, const std::vector<Look>& looks);
    // Whether a body ends early where the one we hold does not.
    base::Result<bool> is_cut_off(const Look& look, const model::PagePart& held) const;
    base::Result<std::vector<ReadPart>> bodies_of(const std::vector<Look>& looks) const;

    storage::Store& store_;
    crawler::Fetcher& fetcher_;
    boost::asio::thread_pool& workers_;
    boost::asio::thread_pool& writer_;
};

}  // namespace ogi::daemon
