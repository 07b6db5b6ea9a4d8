#include "daemon/answers/trouble.h"

#include <algorithm>
#include <string>

namespace ogi::daemon {

using base::ErrorCode;

namespace {

constexpr std::string_view and_more = "\nand more; ogi store verify names all of it";

}  // namespace

Trouble with_trouble(const Trouble& before, const base::Error& error) {
    if (before == nullptr) return std::make_shared<const base::Error>(error);
    auto all = *before;
    if (all.context.ends_with(and_more)) return before;
    const bool full = std::ranges::count(all.context, '\n') + 1 >= trouble_lines_max;
    all.context += full ? std::string{and_more} : "\n" + error.context;
    if (error.code == ErrorCode::io) all.code = error.code;
    return std::make_shared<const base::Error>(std::move(all));
}

base::Result<void> past_damage(base::Result<void> walked) {
    if (!walked && walked.error().code == ErrorCode::malformed) return {};
    return walked;
}

}  // namespace ogi::daemon
