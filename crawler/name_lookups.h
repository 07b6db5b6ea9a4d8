#pragma once

#include "base/time.h"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <cstddef>
#include <deque>
#include <map>
#include <memory>
#include <string>

namespace ogi::crawler {

// Keeps the number of names that are looked up at the same time small: libcurl starts a thread for each. A
// name that was looked up a short while ago is in libcurl's cache and passes at once. One thread; shared,
// because a coroutine that waits may outlive everything else.
class NameLookups : public std::enable_shared_from_this<NameLookups> {
  public:
    // libcurl keeps a name for as long; it would keep it for ever at -1.
    static constexpr std::chrono::seconds lifetime{300};
    // Names that are remembered as known; more are forgotten, which costs a place in the line.
    static constexpr std::size_t names_max = 16'384;

    // The right to look one name up, until it is told or destroyed.
    class Place {
      public:
        Place() = default;  // The name is known already.
        Place(std::shared_ptr<NameLookups> lookups, std::string name)
            : lookups_{std::move(lookups)}, name_{std::move(name)} {}
        Place(Place&&) = default;
        Place& operator=(Place&& other) {
            std::swap(lookups_, other.lookups_), std::swap(name_, other.name_);
            return *this;
        }
        ~Place() { leave(false); }

        // The name was resolved.
        void found() { leave(true); }

      private:
        void leave(bool found);
        std::shared_ptr<NameLookups> lookups_;
        std::string name_;
    };

    explicit NameLookups(std::size_t lookups_max) : lookups_max_{lookups_max} {}

    // Waits for a place. A coroutine of `self`.
    static boost::asio::awaitable<Place> enter(std::shared_ptr<NameLookups> self, std::string name);

    std::size_t under_way() const { return under_way_; }

  private:
    using Waiter = std::shared_ptr<boost::asio::steady_timer>;

    bool is_known(const std::string& name, base::SteadyTime now) const;
    void wake_next();
    void remember(const std::string& name, base::SteadyTime now);

    std::size_t lookups_max_;
    std::size_t under_way_ = 0;
    std::deque<Waiter> line_;
    std::map<std::string, base::SteadyTime, std::less<>> known_;  // Until when.
};

}  // namespace ogi::crawler
