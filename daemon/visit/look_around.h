#pragma once

#include "base/result.h"
#include "base/time.h"
#include "crawler/fetcher.h"
#include "daemon/visit/visited.h"
#include "storage/store.h"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/thread_pool.hpp>

#include <chrono>
#include <cstddef>
#include <map>
#include <string>

namespace ogi::daemon {

// Lists of a host that are read, and records that are looked through to find them, to see whether they name a
// page. Beyond that nothing is said of it.
inline constexpr std::size_t lists_looked_at_max = 64;
inline constexpr std::size_t list_records_max = 5'000;

// So long a page that lost its report must have been in doubt before it is gone by what other pages or lists
// show.
inline constexpr std::chrono::days alike_patience{30};

// Whether visits are looked into: the page showed reports and shows none now.
bool lost_its_reports(const Visited& visited);

// What hosts answered lately to requests that many of their pages need. On the network thread.
class HostAnswers {
  public:
    static constexpr std::chrono::minutes kept{10};
    static constexpr std::size_t answers_max = 1'024;  // Beyond that each page asks for itself.

    // The shape of the page (Ingested::shape), empty if none came; nullptr where it was not asked for lately.
    const std::string* find(const std::string& url, base::SteadyTime now);
    void put(const std::string& url, std::string shape, base::SteadyTime now);

  private:
    struct Answer {
        std::string shape;
        base::SteadyTime at;
    };
    std::map<std::string, Answer> answers_;
};

// What became of a page that lost its reports: sets Visited::named (by the lists as they were last read: `no`
// where the one that led to it and all others could be read), and Ingested::stand_in where the page is
// what its host answers to a URL that cannot exist, its home page, what other pages show that lost theirs, or
// a page that no list names. Two requests at most, by the fetcher's rules; those that fail tell nothing. On
// the network thread; the references must outlive it. Fails with the store's error only.
boost::asio::awaitable<base::Result<void>> look_around(Visited& visited, const storage::Store& store,
                                                       crawler::Fetcher& fetcher,
                                                       boost::asio::thread_pool& workers,
                                                       HostAnswers& answers);

}  // namespace ogi::daemon
