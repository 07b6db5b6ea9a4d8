#include "extract/paged/read_pdf.h"

#include "base/child_process.h"
#include "extract/paged/build_document.h"
#include "extract/paged/page_record.h"
#include "extract/paged/readable_glyphs.h"
#include "extract/paged/recognise.h"

#include <algorithm>
#include <string>

namespace ogi::extract::paged {
namespace {

constexpr base::ChildLimits limits{.wall_max = std::chrono::milliseconds{6'000},
                                   .cpu_max = std::chrono::seconds{2},
                                   .address_space_bytes_max = std::size_t{380} << 20,
                                   .file_bytes_max = 0,
                                   .open_files_max = 32,
                                   .output_bytes_max = std::size_t{32} << 20};

}  // namespace

base::Result<PagedFile> see_pages(const std::filesystem::path& program, std::string_view pdf) {
    TRY(outcome, base::run_child({.program = program, .input = pdf, .limits = limits}));
    if (outcome.succeeded()) return parse_page_record(outcome.output);
    const bool reached_limit =
        outcome.end != base::ChildEnd::exited && outcome.end != base::ChildEnd::signalled;
    return base::fail(reached_limit ? base::ErrorCode::too_large : base::ErrorCode::io,
                      "reading the PDF " + base::describe(outcome, limits));
}

model::Document read_pdf(std::string_view pdf, const Programs& programs) {
    model::Document document;
    const auto refuse = [&](const std::string& what, const base::Error& error) {
        document.format = model::Format::unsupported;
        document.unsupported = what + "; " + error.context;
        document.unread = unread_by(error.code);
        return document;
    };
    if (programs.pdf.empty())
        return refuse("PDF document", base::fail(base::ErrorCode::not_found, "ogi-pdf is not installed"));
    auto file = see_pages(programs.pdf, pdf);
    if (!file) return refuse("PDF document", file.error());
    const auto scans = static_cast<std::size_t>(std::ranges::count_if(file->pages, is_scanned));
    const auto read = recognise_scans(*file, pdf, programs);
    // A page that is left out would look as if its figures were none of the report's.
    const bool all = scans == file->pages.size();
    if (!read) return refuse(all ? "scanned PDF" : "PDF document with scanned pages", read.error());
    document = build_document(*file);
    if (scans > 0) document.format = model::Format::image;
    return document;
}

}  // namespace ogi::extract::paged
