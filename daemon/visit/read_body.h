#pragma once

#include "base/result.h"
#include "extract/programs.h"
#include "model/document.h"
#include "model/snapshot.h"

#include <string>
#include <vector>

namespace ogi::daemon {

// A body as the documents in it: itself, or those that lie in an archive.
struct ReadBody {
    bool archive = false;
    std::vector<model::Document> documents{};
    std::vector<std::string> names{};     // Of an archive's: beside documents.
    std::vector<std::string> left_out{};  // What lies in it and is none: "a.zip: an archive in an archive".
};

// Whether that failure of read_body says nothing of the body: a later look may read it.
constexpr bool is_unread(base::ErrorCode code) {
    return code == base::ErrorCode::not_found || code == base::ErrorCode::timeout;
}

// Fails as extract::read_document does, and with `not_found` where a document was not read
// for want of a program (model::Document::unread), with `timeout` where the program did not come to an end:
// what the body holds is not known then.
base::Result<ReadBody> read_body(const model::Snapshot& snapshot, const extract::Programs& programs);

}  // namespace ogi::daemon
