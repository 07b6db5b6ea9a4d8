#include "extract/paged/drawn_page.h"

#include "base/child_process.h"

#include <charconv>

namespace ogi::extract::paged {
namespace {

using base::ErrorCode;

constexpr base::ChildLimits text_limits{.wall_max = std::chrono::milliseconds{15'000},
                                        .cpu_max = std::chrono::seconds{7},
                                        .address_space_bytes_max = std::size_t{512} << 20,
                                        .file_bytes_max = 0,
                                        .open_files_max = 32,
                                        .output_bytes_max = std::size_t{24} << 20};

// Leptonica works on 300 dots an inch, in grey.
constexpr base::ChildLimits scan_limits{.wall_max = std::chrono::milliseconds{40'000},
                                        .cpu_max = std::chrono::seconds{20},
                                        .address_space_bytes_max = std::size_t{1536} << 20,
                                        .file_bytes_max = 0,
                                        .open_files_max = 64,
                                        .output_bytes_max = std::size_t{24} << 20};

// Takes a number and the character behind it from the front of `rest`.
bool take_number(std::string_view& rest, char behind, double& number) {
    const auto [end, problem] = std::from_chars(rest.data(), rest.data() + rest.size(), number);
    const auto length = static_cast<std::size_t>(end - rest.data());
    if (problem != std::errc{} || length >= rest.size() || rest[length] != behind) return false;
    rest.remove_prefix(length + 1);
    return number > 0;
}

}  // namespace

base::Result<DrawnPage> draw_page(std::string_view body, int page, ReadAs how, const Programs& programs) {
    const auto& program = how == ReadAs::scan ? programs.ocr : programs.pdf;
    if (program.empty()) {
        const auto name = std::string{how == ReadAs::scan ? "ogi-ocr" : "ogi-pdf"};
        return base::fail(ErrorCode::not_found, name + " is not installed");
    }
    const auto& limits = how == ReadAs::scan ? scan_limits : text_limits;
    const base::ChildTask task{.program = program,
                               .arguments = {"--page", std::to_string(page)},
                               .input = body,
                               .folder = {},
                               .limits = limits};
    TRY(outcome, base::run_child(task));
    if (!outcome.succeeded()) {
        const bool said = outcome.end == base::ChildEnd::exited || outcome.end == base::ChildEnd::signalled;
        return base::fail(said ? ErrorCode::malformed : ErrorCode::too_large,
                          "drawing page " + std::to_string(page) + " " + base::describe(outcome, limits));
    }
    DrawnPage drawn;
    std::string_view rest = outcome.output;
    if (!take_number(rest, ' ', drawn.width) || !take_number(rest, '\n', drawn.height) ||
        !rest.starts_with("\x89PNG"))
        return base::fail(ErrorCode::malformed, "no picture was drawn");
    drawn.png = rest;
    return drawn;
}

}  // namespace ogi::extract::paged
