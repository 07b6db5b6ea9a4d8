#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct UConverter;

namespace ogi::extract {

// Writes the queries of links as a page's charset has it: "?name=年报" on a page in GBK is sent as GBK's
// bytes, which is what its server reads (WHATWG URL §4.4, the encoding of the query state). Paths are in
// UTF-8 on every page.
class QueryEncoder {
  public:
    // `charset`: WHATWG name. Pages in UTF-8 and UTF-16 have their queries in UTF-8.
    explicit QueryEncoder(std::string_view charset);
    ~QueryEncoder();
    QueryEncoder(const QueryEncoder&) = delete;
    QueryEncoder& operator=(const QueryEncoder&) = delete;

    // `reference` with what is not ASCII in its query escaped; nullopt where there is nothing to do. A
    // character that the charset has not becomes a reference by number, "&#38750;", as forms do it.
    std::optional<std::string> encode(std::string_view reference) const;

  private:
    std::string bytes_of(char32_t character) const;

    struct Close {
        void operator()(UConverter* converter) const;
    };
    std::unique_ptr<UConverter, Close> converter_;  // None for UTF-8.
    bool is_gbk_ = false;
};

}  // namespace ogi::extract
