#pragma once

#include "base/result.h"
#include "model/document.h"

#include <filesystem>

namespace ogi::extract {

// The programs that read what this process does not read itself. Each runs as a child with limits on time,
// memory and files and without a network (base/child_process.h). An empty path: it is absent, and what it
// reads is a Document of Format::unsupported that says so.
struct Programs {
    std::filesystem::path pdf{};     // ogi-pdf: pages, words and ruling lines of a PDF.
    std::filesystem::path office{};  // LibreOffice: DOC, XLS, WPS and RTF into DOCX and XLSX.
    std::filesystem::path ocr{};     // ogi-ocr: words and ruling lines of a scan.
};

// What the failure of such a program says of the document: `malformed` is the document's own.
constexpr model::Unread unread_by(base::ErrorCode failure) {
    if (failure == base::ErrorCode::malformed) return model::Unread::no;
    return failure == base::ErrorCode::not_found ? model::Unread::program_absent : model::Unread::broken_off;
}

}  // namespace ogi::extract
