#pragma once

#include "base/digest.h"

namespace ogi::daemon {

// A number modulo 2^256, the highest byte first: the digest of a fold as its definition says it.
class Sum256 {
  public:
    void add(const base::Sha256& digest) { carry(digest, 1); }
    void take_away(const base::Sha256& digest) { carry(digest, -1); }
    const base::Sha256& bytes() const { return bytes_; }

    bool operator==(const Sum256&) const = default;

  private:
    void carry(const base::Sha256& digest, int sign) {
        int over = 0;
        for (std::size_t i = bytes_.size(); i-- > 0;) {
            const int sum = bytes_[i] + sign * digest[i] + over;
            bytes_[i] = static_cast<unsigned char>(sum & 0xFF);
            over = sum >> 8;
        }
    }

    base::Sha256 bytes_{};
};

}  // namespace ogi::daemon
