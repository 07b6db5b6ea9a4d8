#include "crawler/retry_after.h"

#include <curl/curl.h>

#include <algorithm>
#include <charconv>
#include <string>

namespace ogi::crawler {

using std::chrono::seconds;

std::optional<base::UtcTime> parse_retry_after(std::string_view header, base::UtcTime now, seconds longest) {
    if (header.empty()) return std::nullopt;
    if (header.find_first_not_of("0123456789") == std::string_view::npos) {
        std::int64_t count = 0;
        const auto [end, problem] = std::from_chars(header.data(), header.data() + header.size(), count);
        // Too many digits for a number is longer than `longest` as well.
        const auto asked =
            problem == std::errc{} ? std::min(count, std::int64_t{longest.count()}) : longest.count();
        return now + seconds{asked};
    }
    // libcurl's reader is generous; every HTTP form begins with the name of the day.
    constexpr std::string_view first_letters = "MTWFS";
    if (first_letters.find(header.front()) == std::string_view::npos) return std::nullopt;
    const auto date = curl_getdate(std::string{header}.c_str(), nullptr);
    if (date < 0) return std::nullopt;
    return std::clamp(base::UtcTime{seconds{date}}, now, now + longest);
}

}  // namespace ogi::crawler
