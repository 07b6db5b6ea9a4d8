// ogi-ocr: a scanned PDF or a picture on standard input, what could be recognised on its pages on standard
// output (page_record.h). Its arguments are the numbers of the pages to read; without any, all. With `--page
// NUMBER` a picture of that page (drawn_page.h), `--version` tells its own. Run by the daemon as a child with
// limits; by hand it needs nothing.

#include "base/child_process.h"
#include "base/memory.h"
#include "extract/paged/ocr_program/cell_reader.h"
#include "extract/paged/ocr_program/draw_scan.h"
#include "extract/paged/ocr_program/picture_file.h"
#include "extract/paged/ocr_program/read_scan.h"
#include "extract/paged/program_streams.h"
#include "extract/paged/recognise.h"
#include "extract/paged/upright.h"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

namespace {

using namespace ogi::extract::paged;

constexpr std::size_t recognised_pages_max = 40;  // A report has three to ten; each takes some seconds.

std::vector<int> wanted_pages(int argument_count, char** arguments, int pages) {
    std::vector<int> wanted;
    for (int i = 1; i < argument_count; ++i) {
        int number = 0;
        std::from_chars(arguments[i], arguments[i] + std::strlen(arguments[i]), number);
        if (number >= 1 && number <= pages) wanted.push_back(number);
    }
    for (int number = 1; argument_count < 2 && number <= pages; ++number) wanted.push_back(number);
    return wanted;
}

void set_limit(PagedFile& file, const char* name) {
    if (std::ranges::find(file.limits, name) == file.limits.end()) file.limits.emplace_back(name);
}

void read_pages(const PictureFile& pictures, const std::vector<int>& wanted, Recogniser& recogniser,
                PagedFile& file) {
    std::vector<SeenFigure> figures;
    std::vector<Turn> turns;
    for (const auto number : wanted) {
        if (file.pages.size() >= recognised_pages_max) {
            set_limit(file, "recognised_pages_max");
            break;
        }
        auto picture = pictures.page(number);
        if (!picture) {
            set_limit(file, "unread_pages");
            continue;
        }
        auto scanned = read_scan(std::move(picture), static_cast<std::uint16_t>(number), recogniser);
        for (auto& figure : scanned.figures) {
            figure.page = file.pages.size();
            figures.push_back(std::move(figure));
        }
        file.pages.push_back(std::move(scanned.page));
        turns.push_back(scanned.turn);
    }
    const auto readings = settle(figures);
    for (std::size_t i = 0; i < figures.size(); ++i)
        file.pages[figures[i].page].glyphs.push_back(glyph_of(readings[i]));
    for (std::size_t i = 0; i < turns.size(); ++i) file.pages[i] = laid_back(file.pages[i], turns[i]);
}

}  // namespace

int main(int argument_count, char** arguments) {
    ogi::base::leave_when_out_of_memory("ogi-ocr: no memory left\n", ogi::base::out_of_memory_status);
    if (prints_version(argument_count, arguments, "ogi-ocr")) return 0;
    setMsgSeverity(L_SEVERITY_NONE);
    const auto bytes = read_input();
    const PictureFile pictures{bytes};
    if (argument_count == 3 && std::strcmp(arguments[1], "--page") == 0)
        return draw_scan(pictures, std::atoi(arguments[2]));
    PagedFile file{.obstacle = pictures.obstacle()};
    if (file.obstacle == Obstacle::none) {
        auto recogniser = Recogniser::open();
        if (!recogniser) {
            std::fprintf(stderr, "%s\n", recogniser.error().context.c_str());
            return model_missing_status;
        }
        file.reader = recogniser->version();
        read_pages(pictures, wanted_pages(argument_count, arguments, pictures.pages()), *recogniser, file);
        if (file.pages.empty()) file.obstacle = Obstacle::damaged;
    }
    return write_record(file);
}
