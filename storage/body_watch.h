#pragma once

#include <array>
#include <mutex>
#include <set>
#include <shared_mutex>
#include <string_view>

namespace ogi::storage {

// The first half of a body's key: enough to tell bodies apart, and half of the memory.
using BodyMark = std::array<unsigned char, 16>;
BodyMark mark_of(std::string_view body_key);

// Keeps those who store bodies and the one who drops them apart: a body that is stored again while it is
// being decided that nothing needs it stays. Safe from any thread.
class BodyWatch {
  public:
    // To be held from before it is looked up until its capture is written.
    std::shared_lock<std::shared_mutex> storing(std::string_view body_key);

    // From here to end(), what is stored is remembered.
    void begin();
    void end();
    // To be held from before stored_since is asked until what is dropped is written.
    std::unique_lock<std::shared_mutex> dropping() { return std::unique_lock{storing_or_dropping_}; }
    bool stored_since(const BodyMark& body) const;

  private:
    std::shared_mutex storing_or_dropping_;
    mutable std::mutex stored_mutex_;
    bool watching_ = false;
    std::set<BodyMark> stored_;
};

}  // namespace ogi::storage
