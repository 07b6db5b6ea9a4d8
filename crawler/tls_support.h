#pragma once

#include <string>

namespace ogi::crawler {

// What the curl that we are linked with can do, and whose signatures it believes in by itself.
struct TlsSupport {
    bool speaks_https = false;
    std::string ca_file;    // Its certificates; empty: none, or not a file.
    std::string ca_folder;  // Likewise.
};
TlsSupport tls_support();

}  // namespace ogi::crawler
