#include "extract/paged/recognise.h"

#include "base/child_process.h"
#include "extract/paged/build_document.h"
#include "extract/paged/page_record.h"
#include "extract/paged/readable_glyphs.h"

#include <algorithm>
#include <semaphore>
#include <string>
#include <vector>

namespace ogi::extract::paged {
namespace {

constexpr std::chrono::seconds recognise_time_max{300};  // A page takes some five seconds of a core.
constexpr std::ptrdiff_t recognisers_max = 1;            // Each takes a core.

constexpr base::ChildLimits limits{.wall_max = recognise_time_max,
                                   .cpu_max = recognise_time_max,
                                   .address_space_bytes_max = std::size_t{1536} << 20,
                                   .file_bytes_max = 0,
                                   .open_files_max = 64,
                                   .output_bytes_max = std::size_t{32} << 20,
                                   .error_bytes_kept = 4096};

base::ErrorCode code_of(const base::ChildOutcome& outcome) {
    if (outcome.end == base::ChildEnd::out_of_time) return base::ErrorCode::timeout;
    const bool model_missing =
        outcome.end == base::ChildEnd::exited && outcome.status == model_missing_status;
    // What is wrong with the picture it tells in its record; that it ended says nothing of the picture.
    return model_missing ? base::ErrorCode::not_found : base::ErrorCode::io;
}

base::Result<PagedFile> recognise(std::string_view body, std::vector<std::string> pages,
                                  const Programs& programs) {
    if (programs.ocr.empty()) return base::fail(base::ErrorCode::not_found, "ogi-ocr is not installed");
    static std::counting_semaphore<recognisers_max> free{recognisers_max};
    free.acquire();
    const struct Release {
        ~Release() { free.release(); }
    } release;
    const base::ChildTask task{.program = programs.ocr,
                               .arguments = std::move(pages),
                               .input = body,
                               .environment = {"OMP_THREAD_LIMIT=1"},  // The same sums in the same order.
                               .folder = {},
                               .limits = limits};
    TRY(outcome, base::run_child(task));
    if (outcome.succeeded()) return parse_page_record(outcome.output);
    return base::fail(code_of(outcome), "ogi-ocr " + base::describe(outcome, limits));
}

}  // namespace

base::Result<void> recognise_scans(PagedFile& file, std::string_view pdf, const Programs& programs) {
    std::vector<std::string> wanted;
    for (const auto& page : file.pages) {
        if (is_scanned(page)) wanted.push_back(std::to_string(page.number));
    }
    if (wanted.empty()) return {};
    TRY(recognised, recognise(pdf, std::move(wanted), programs));
    for (auto& page : recognised.pages) {
        const auto scanned = std::ranges::find(file.pages, page.number, &Page::number);
        if (scanned != file.pages.end()) *scanned = std::move(page);
    }
    std::ranges::move(recognised.limits, std::back_inserter(file.limits));
    file.reader += ", " + recognised.reader;
    return {};
}

model::Document read_image(std::string_view picture, std::string_view words, const Programs& programs) {
    const auto file = recognise(picture, {}, programs);
    if (file && file->obstacle == Obstacle::none) {
        auto document = build_document(*file);
        document.format = model::Format::image;
        return document;
    }
    model::Document document;
    document.format = model::Format::unsupported;
    document.unsupported =
        std::string{words} + "; " + (file ? "it is damaged or too large" : file.error().context);
    if (!file) document.unread = unread_by(file.error().code);
    return document;
}

}  // namespace ogi::extract::paged
