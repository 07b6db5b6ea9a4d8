#include "extract/paged/read_pdf.h"

#include "base/child_process.h"
#include "extract/paged/build_document.h"
#include "extract/paged/page_record.h"

#include <string>

namespace ogi::extract::paged {
namespace {

constexpr base::ChildLimits limits{.wall_max = std::chrono::milliseconds{6'000},
                                   .cpu_max = std::chrono::seconds{2},
                                   .address_space_bytes_max = std::size_t{400} << 20,
                                   .file_bytes_max = 0,
                                   .open_files_max = 32,
                                   .output_bytes_max = std::size_t{32} << 20};

}  // namespace

base::Result<PagedFile> see_pages(const std::filesystem::path& program, std::string_view pdf) {
    TRY(outcome, base::run_child({.program = program, .input = pdf, .limits = limits}));
    if (outcome.succeeded()) return parse_page_record(outcome.output);
    const bool reached_limit =
        outcome.end != base::ChildEnd::exited && outcome.end != base::ChildEnd::signalled;
    return base::fail(reached_limit ? base::ErrorCode::too_large : base::ErrorCode::malformed,
                      "reading the PDF " + base::describe(outcome, limits));
}

model::Document read_pdf(std::string_view pdf, const Programs& programs) {
    model::Document document;
    if (programs.pdf.empty()) {
        document.format = model::Format::unsupported;
        document.unsupported = "PDF document; ogi-pdf is not installed";
        document.unread = true;
        return document;
    }
    const auto file = see_pages(programs.pdf, pdf);
    if (file) return build_document(*file);
    document.format = model::Format::unsupported;
    document.unsupported = "PDF document; " + file.error().context;
    document.unread = file.error().code != base::ErrorCode::malformed;
    return document;
}

}  // namespace ogi::extract::paged
