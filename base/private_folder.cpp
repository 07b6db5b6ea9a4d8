#include "base/private_folder.h"

#include <cerrno>
#include <cstdlib>
#include <system_error>

namespace ogi::base {

Result<PrivateFolder> PrivateFolder::make() {
    std::error_code no_temporary;
    const auto parent = std::filesystem::temp_directory_path(no_temporary);
    if (no_temporary) return fail(ErrorCode::io, "no temporary folder: " + no_temporary.message());
    auto pattern = (parent / "ogi-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) {
        return fail(ErrorCode::io, "cannot make a folder in " + parent.string() + ": " +
                                       std::generic_category().message(errno));
    }
    return PrivateFolder{pattern};
}

PrivateFolder::~PrivateFolder() {
    std::error_code left_behind;  // Nothing can be done about it here; the system's own care of /tmp does.
    if (!path_.empty()) std::filesystem::remove_all(path_, left_behind);
}

}  // namespace ogi::base
