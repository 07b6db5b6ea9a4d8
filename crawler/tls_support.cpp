#include "crawler/tls_support.h"

#include <curl/curl.h>

#include <string_view>

namespace ogi::crawler {

TlsSupport tls_support() {
    TlsSupport support;
    const auto* known = curl_version_info(CURLVERSION_NOW);
    for (const auto* const* protocol = known->protocols; *protocol != nullptr; ++protocol)
        support.speaks_https = support.speaks_https || std::string_view{*protocol} == "https";
#if LIBCURL_VERSION_NUM >= 0x075400
    if (auto* easy = curl_easy_init(); easy != nullptr) {
        const char* path = nullptr;
        if (curl_easy_getinfo(easy, CURLINFO_CAINFO, &path) == CURLE_OK && path != nullptr)
            support.ca_file = path;
        path = nullptr;
        if (curl_easy_getinfo(easy, CURLINFO_CAPATH, &path) == CURLE_OK && path != nullptr)
            support.ca_folder = path;
        curl_easy_cleanup(easy);
    }
#endif
    return support;
}

}  // namespace ogi::crawler
