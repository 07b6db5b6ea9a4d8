#include "daemon/exports/data_package.h"

#include <zip.h>

#include <algorithm>
#include <vector>

namespace ogi::daemon {

namespace fs = std::filesystem;
using base::ErrorCode;
using base::Result;

namespace {

struct Discard {
    void operator()(zip_t* archive) const { zip_discard(archive); }
};

}  // namespace

Result<void> zip_folder(const fs::path& folder, const fs::path& file) {
    const auto fail = [&](const char* why) { return base::fail(ErrorCode::io, file.string() + ": " + why); };
    int problem = 0;
    std::unique_ptr<zip_t, Discard> archive{zip_open(file.c_str(), ZIP_CREATE | ZIP_TRUNCATE, &problem)};
    if (!archive) {
        zip_error_t error;
        zip_error_init_with_code(&error, problem);
        auto told = fail(zip_error_strerror(&error));
        zip_error_fini(&error);
        return told;
    }
    std::vector<fs::path> paths;
    std::error_code unlisted;
    for (const auto& entry : fs::directory_iterator{folder, unlisted}) paths.push_back(entry.path());
    if (unlisted) return fail(unlisted.message().c_str());
    std::ranges::sort(paths);
    for (const auto& path : paths) {
        auto* source = zip_source_file(archive.get(), path.c_str(), 0, -1);
        const auto name = path.filename().string();
        if (source == nullptr || zip_file_add(archive.get(), name.c_str(), source, ZIP_FL_ENC_UTF_8) < 0) {
            if (source != nullptr) zip_source_free(source);
            return fail(zip_strerror(archive.get()));
        }
    }
    if (zip_close(archive.get()) != 0) return fail(zip_strerror(archive.get()));
    archive.release();
    return {};
}

}  // namespace ogi::daemon
