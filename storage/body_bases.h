#pragma once

#include "storage/frame.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace ogi::storage {

// So much of a base's body is its dictionary: the template of most pages and the head of the rest. More would
// make frames smaller and the dictionaries in memory larger.
inline constexpr std::size_t base_bytes_max = std::size_t{64} << 10;
// Bases kept ready in memory, each of up to 120 KB. One that is not there is read from the store.
inline constexpr std::size_t bases_max = 256;

// A body that other bodies of its site are stored against, because they share its template.
struct BodyBase {
    std::string key;  // In the family bodies.
    Dictionary dictionary;
    double ratio;  // Of its own frame to its body.
};

// The bases of the sites that were asked lately. Safe from any thread.
class BodyBases {
  public:
    using Base = std::shared_ptr<const BodyBase>;

    // nullptr where it is not in memory.
    Base find(std::string_view site);
    void put(std::string_view site, Base base);
    // What is in memory may no longer be on the disk.
    void forget(std::string_view site);
    // Whether it has helped one body more than not. Before that it is worth while to look what the body takes
    // alone; afterwards that can be told from the base's ratio.
    bool proven(std::string_view site, const Base& base);
    // Notes whether a base helped. Returns whether another body should take its place: where more were not
    // helped than were (the vote of Boyer and Moore), so that it is a page like most of its site.
    bool note(std::string_view site, const Base& base, bool helped);

  private:
    static constexpr int votes_max = 16;  // So that a site that was made anew is soon noticed.

    struct Entry {
        Base base;
        int votes = 1;
        std::uint64_t used = 0;
    };
    std::mutex mutex_;
    std::unordered_map<std::string, Entry> entries_;  // By site.
    std::uint64_t uses_ = 0;
};

}  // namespace ogi::storage
