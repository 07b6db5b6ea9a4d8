#include "daemon/api/request_target.h"

#include "base/utf8.h"

#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

#include <algorithm>

namespace ogi::daemon {

using base::ErrorCode;
using base::Result;

namespace {

bool is_control(char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
}

Result<void> check_segment(std::string_view segment) {
    if (segment.empty() || segment == "." || segment == "..")
        return base::fail(
            ErrorCode::usage,
            "a path has no empty, \".\" or \"..\" segments here; a name that is one has a \"~\" "
            "behind it");
    if (std::ranges::any_of(segment, is_control) || segment.find('\\') != std::string_view::npos)
        return base::fail(ErrorCode::usage, "a path has no control characters and backslashes here");
    return {};
}

}  // namespace

std::string_view RequestTarget::parameter(std::string_view name) const {
    for (const auto& [key, value] : query)
        if (key == name) return value;
    return {};
}

Result<RequestTarget> read_request_target(std::string_view target) {
    const auto parsed = boost::urls::parse_origin_form(target);
    if (!parsed) return base::fail(ErrorCode::usage, "not a path");
    RequestTarget read;
    const auto not_utf8 = base::fail(ErrorCode::usage, "what is escaped with % is not UTF-8");
    for (const auto segment : parsed->segments()) {
        auto& text = read.path.emplace_back(segment.begin(), segment.end());
        TRY_VOID(check_segment(text));
        if (!base::is_valid_utf8(text)) return not_utf8;
    }
    for (const auto parameter : parsed->params()) {
        if (parameter.key.empty() && !parameter.has_value) continue;  // "?", "?&": nothing was said.
        const auto& [name, value] = read.query.emplace_back(parameter.key, parameter.value);
        if (!base::is_valid_utf8(name) || !base::is_valid_utf8(value)) return not_utf8;
        if (std::ranges::any_of(name, is_control) || value.find('\0') != std::string::npos)
            return base::fail(ErrorCode::usage, "a parameter has a control character");
    }
    return read;
}

Result<void> refuse_repeats(const Parameters& parameters) {
    for (auto one = parameters.begin(); one != parameters.end(); ++one)
        if (std::find_if(parameters.begin(), one,
                         [&](const auto& before) { return before.first == one->first; }) != one)
            return base::fail(ErrorCode::usage, "parameter \"" + one->first + "\" stands there twice");
    return {};
}

}  // namespace ogi::daemon
