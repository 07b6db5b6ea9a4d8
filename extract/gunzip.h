#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace ogi::extract {

// Whether a body is a file compressed by gzip (RFC 1952), as sitemaps are: sitemap.xml.gz.
bool is_gzip(std::string_view body);

struct Gunzipped {
    std::string bytes;
    bool cut = false;      // There is more than bytes_max.
    bool damaged = false;  // It breaks off or does not add up; `bytes` is what could be read before.
};

// What `body` was before it was compressed, at most `bytes_max` of it. Members in a row are one file.
Gunzipped gunzip(std::string_view body, std::size_t bytes_max);

}  // namespace ogi::extract
