#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace ogi::daemon {

// Whether an Accept-Encoding header takes gzip (RFC 9110 §12.5.3).
bool accepts_gzip(std::string_view accept_encoding);

// A response on its way through gzip. Costs about 256 KiB as long as it lives.
class Gzip {
  public:
    Gzip();

    // What goes on the wire for these bytes: all of them, nothing is held back.
    std::string add(std::string_view bytes);
    // The end of it.
    std::string finish();

  private:
    struct Stream;
    struct End {
        void operator()(Stream* stream) const;
    };
    std::unique_ptr<Stream, End> stream_;
};

std::string gzipped(std::string_view bytes);

}  // namespace ogi::daemon
