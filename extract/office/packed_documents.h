#pragma once

#include "base/result.h"
#include "extract/read_document.h"

#include <string>
#include <string_view>
#include <vector>

namespace ogi::extract {

// A document in an archive.
struct PackedDocument {
    std::string name;  // With its folders, UTF-8.
    std::string body;
};

struct PackedDocuments {
    std::vector<PackedDocument> documents;  // By name.
    std::vector<std::string>
        left_out;  // What is in it beside them, and why: "a.zip: an archive in an archive".
};

// Whether a body is an archive that list_documents opens: a ZIP that is no document itself (a DOCX is one).
bool holds_documents(std::string_view body);

// The documents in a ZIP archive: whatever read_document reads, told by their bytes. Archives in it are not
// opened. What one member suffers is told in `left_out` and does not touch the others.
// Fails as ZipArchive::open does, and with `malformed` where holds_documents is false.
base::Result<PackedDocuments> list_documents(std::string_view body, const Limits& limits = {});

}  // namespace ogi::extract
