// ogi-pdf: a PDF on standard input, what stands on its pages on standard output (page_record.h), or with
// `--page NUMBER` a picture of one of them (drawn_page.h). Run by the daemon as a child with limits; by hand
// it needs nothing; `--version` tells its own. It is a program of its own because poppler is under the GPL,
// and because what poppler cannot bear should end no daemon.

#include "base/child_process.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "extract/paged/pdf_program/draw_page.h"
#include "extract/paged/pdf_program/page_device.h"
#include "extract/paged/program_streams.h"

#include <poppler/Error.h>
#include <poppler/ErrorCodes.h>
#include <poppler/GlobalParams.h>
#include <poppler/PDFDoc.h>
#include <poppler/Page.h>
#include <poppler/UTF.h>
#include <poppler/poppler-config.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>

namespace {

using namespace ogi::extract::paged;

constexpr double points_per_inch = 72;
// Whoever needs more processor time is not read: what a part of a report lacks would look as if it had been
// taken out of it. An annual report takes a tenth of a second.
constexpr double drawing_seconds_max = 1.2;
constexpr std::string_view drawing_limit = "drawing_seconds_max";
constexpr int too_slow_status = 13;
constexpr std::size_t stated_bytes_max = 1000;  // Of a title or an author.

double processor_seconds() {
    return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

bool is_over(void* device) {
    auto& drawn = *static_cast<PageDevice*>(device);
    if (processor_seconds() > drawing_seconds_max) drawn.stop(drawing_limit.data());
    return drawn.stopped();
}

// A text string of the file's own description. Bytes in no known encoding say nothing.
std::string stated(PDFDoc& pdf, const char* key) {
    const auto bytes = pdf.getDocInfoStringEntry(key);
    if (!bytes) return {};
    const auto& raw = bytes->toStr();
    if (raw.size() > stated_bytes_max) return {};
    const bool marked = raw.starts_with("\xFE\xFF") || raw.starts_with("\xFF\xFE");
    if (!marked) return ogi::base::is_valid_utf8(raw) ? raw : std::string{};
    Unicode* characters = nullptr;
    const auto count = TextStringToUCS4(raw, &characters);
    std::string text;
    for (int i = 0; i < count; ++i) ogi::base::append_utf8(text, static_cast<char32_t>(characters[i]));
    gfree(characters);
    return text;
}

// "D:20250225100250+08'00'" → "2025-02-25".
std::string stated_day(PDFDoc& pdf, const char* key) {
    auto date = stated(pdf, key);
    if (date.starts_with("D:")) date.erase(0, 2);
    constexpr std::size_t digits = 8;
    if (date.size() < digits || date.substr(0, digits).find_first_not_of("0123456789") != std::string::npos)
        return {};
    return date.substr(0, 4) + "-" + date.substr(4, 2) + "-" + date.substr(6, 2);
}

PagedFile read_pages(PDFDoc& pdf) {
    PagedFile file{.reader = "poppler " POPPLER_VERSION};  // Each release has a library name of its own.
    if (!pdf.isOk()) {
        file.obstacle = pdf.getErrorCode() == errEncrypted ? Obstacle::encrypted : Obstacle::damaged;
        return file;
    }
    const auto count = pdf.getNumPages();
    if (count <= 0) {
        file.obstacle = Obstacle::no_pages;
        return file;
    }
    file.title = stated(pdf, "Title");
    file.author = stated(pdf, "Author");
    file.created = stated_day(pdf, "CreationDate");
    PageDevice device{file};
    for (int number = 1; number <= count && !device.stopped(); ++number) {
        if (number > static_cast<int>(pages_max)) {
            device.stop("pages_max");
        } else if (!pdf.getPage(number)) {
            device.stop("damaged_page");
        } else {
            pdf.displayPage(&device, number, points_per_inch, points_per_inch, 0, false, true, false, is_over,
                            &device);
        }
    }
    if (file.pages.empty()) file.obstacle = Obstacle::damaged;
    return file;
}

}  // namespace

int main(int argument_count, char** arguments) {
    ogi::base::leave_when_out_of_memory("ogi-pdf: no memory left\n", ogi::base::out_of_memory_status);
    if (prints_version(argument_count, arguments, "ogi-pdf")) return 0;
    setErrorCallback([](ErrorCategory, Goffset, const char*) {});
    globalParams = std::make_unique<GlobalParams>();
    const auto bytes = read_input();
    PDFDoc pdf{new MemStream(bytes.data(), 0, static_cast<Goffset>(bytes.size()), Object(objNull))};
    if (argument_count == 3 && std::string_view{arguments[1]} == "--page")
        return draw_page(pdf, std::atoi(arguments[2]));
    const auto file = read_pages(pdf);
    if (std::ranges::find(file.limits, drawing_limit) != file.limits.end()) {
        std::fprintf(stderr, "its pages took longer than %.1f s of computing (%s)\n", drawing_seconds_max,
                     drawing_limit.data());
        return too_slow_status;
    }
    return write_record(file);
}
