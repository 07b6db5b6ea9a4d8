#pragma once

#include "base/time.h"
#include "model/document.h"

#include <cstddef>
#include <optional>
#include <string_view>

namespace ogi::parser {

// A day as it stands in a text: "2020-01-13", "2020/1/13", "2020.01.13", "2020年1月13日",
// "二〇二〇年一月十三日".
struct FoundDate {
    base::Date date;
    std::size_t begin = 0;  // Bytes of the text.
    std::size_t end = 0;
};
// The first day at or after `from`; nullopt if there is none.
std::optional<FoundDate> find_date(std::string_view text, std::size_t from = 0);

// "二〇一九" or "2019", "２０１９" at the start of `text`: the year and its bytes. Only 2003 to 2099.
struct FoundYear {
    int year = 0;
    std::size_t length = 0;
};
FoundYear read_year(std::string_view text);

// The signature at the end of a report: its last day, where that stands alone or after the agency's name.
struct Signature {
    base::Date date;
    std::string_view before;  // The words before the day, in its own line or the line above; may be empty.
};
std::optional<Signature> find_signature(const model::Document& document);

// When the report was published: the PubDate meta, else a line that says so (发布日期, 公开日期, 发文日期 …),
// else the signature, else a date in the URL, else nullopt.
std::optional<base::Date> find_published(const model::Document& document, std::string_view url);

}  // namespace ogi::parser
