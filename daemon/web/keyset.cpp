#include "daemon/web/keyset.h"

#include "base/url.h"

namespace ogi::daemon {

base::Result<std::string> key_after(const PageRequest& request) {
    const auto after = request.parameter("after");
    const auto slash = after.find('/');
    const bool could_be = slash != std::string_view::npos && slash != 0 && slash + 1 != after.size();
    if (!after.empty() && !could_be) return base::fail(base::ErrorCode::usage, bad_after);
    return std::string{after};
}

base::Result<std::string> host_after(const PageRequest& request) {
    const std::string after{request.parameter("after")};
    if (after.empty()) return after;
    const auto url = base::Url::parse("http://" + after);
    if (!url || url->authority() != after) return base::fail(base::ErrorCode::usage, bad_after);
    return after;
}

}  // namespace ogi::daemon
