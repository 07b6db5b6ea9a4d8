#pragma once

#include "base/result.h"

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace ogi::daemon {

// What an operator holds back: everything, or single hosts. Kept in the store, so that it outlives a restart.
class Paused {
  public:
    // "www.example.gov.cn" (every port), "www.example.gov.cn:8080" or a URL on the host; empty stands for
    // everything. Fails with `usage` for anything else.
    static base::Result<std::string> name_of(std::string_view text);

    // By a name that name_of gave. False if that changes nothing.
    bool pause(const std::string& name);
    bool resume(const std::string& name);

    bool everything() const { return everything_; }
    bool holds(std::string_view authority) const { return everything_ || names_host(authority); }
    // Whether it is held back by its name.
    bool names_host(std::string_view authority) const;
    // "*" for everything, then the hosts in order.
    std::vector<std::string> names() const;
    // The same as lines of JSON, for people and programs that ask.
    std::vector<std::string> lines() const;

    // A line a name.
    std::string text() const;
    static Paused parse(std::string_view text);

  private:
    bool everything_ = false;
    std::set<std::string, std::less<>> hosts_;
};

// The name of the setting that keeps it.
inline constexpr std::string_view paused_setting = "paused";

}  // namespace ogi::daemon
