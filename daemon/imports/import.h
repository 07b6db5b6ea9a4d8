#pragma once

#include "base/result.h"
#include "base/time.h"
#include "daemon/imports/believe_captures.h"
#include "daemon/imports/import_captures.h"

#include <filesystem>
#include <string>
#include <vector>

namespace ogi::daemon {

// What a person wants imported.
struct ImportWish {
    // WARC and ARC files, tables (.csv), folders of documents, documents.
    std::vector<std::filesystem::path> files;
    std::string agency{};  // Who published the documents, where they do not say.
};

// Puts what the files hold into the store and draws from it what a crawl would have drawn. A file that is
// damaged, or no report, is told in the summary and does not stop the rest. Fails with `io`
// for a file that cannot be read at all, as the store does, and with `busy` where it was stopped; what it did
// until then stands, and repeating it goes on.
base::Result<ImportSummary> import_files(const ImportGround& ground, const ImportWish& wish,
                                         const UnpackLimits& limits, base::UtcTime now);

}  // namespace ogi::daemon
