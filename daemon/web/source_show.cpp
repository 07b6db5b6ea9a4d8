#include "daemon/web/source_show.h"

#include "daemon/visit/read_body.h"
#include "daemon/web/details.h"
#include "daemon/web/recent.h"
#include "extract/sniff.h"
#include "extract/source_view.h"
#include "parser/unspaced.h"

#include <algorithm>
#include <cstdio>

namespace ogi::daemon {

using base::ErrorCode;
using base::Result;
using extract::BodyKind;
using extract::paged::DrawnPage;

namespace {

constexpr std::size_t pages_kept = 24;  // A quarter of a megabyte each.
constexpr std::size_t documents_kept = 8;
constexpr std::size_t grid_cells_max = 20'000;  // Of a document, on one page.

void write_note(Html& html, Language language, Word word, std::string_view detail = {}) {
    html.raw("<p class=\"note\">").text(say(language, word));
    if (!detail.empty()) html.raw(" ").text(detail);
    html.raw("</p>");
}

// Why the source cannot be shown.
void write_unread(Html& html, Language language, const base::Error& error) {
    html.raw("<p class=\"note\">").text(say(language, Word::source_unread)).raw(" ");
    write_detail(html, language, error.context);
    html.raw("</p>");
}

bool holds(std::string_view text, std::string_view raw) {
    return parser::without_space(text).find(parser::without_space(raw)) != std::string::npos;
}

std::string points(double number) {
    char text[32];
    std::snprintf(text, sizeof(text), "%.1f", number);
    return text;
}

// The box, with a little room around it.
void write_box(Html& html, const model::PageBox& box) {
    constexpr int room = 2;
    html.open("rect", {{"id", "cell"},
                       {"class", "box"},
                       {"x", std::to_string(box.left - room)},
                       {"y", std::to_string(box.top - room)},
                       {"width", std::to_string(box.right - box.left + 2 * room)},
                       {"height", std::to_string(box.bottom - box.top + 2 * room)}});
    html.close("rect");
}

void write_drawn(Html& html, const SourceShow& show, const DrawnPage& page) {
    const auto& box = show.where.place.box;
    const auto number = std::max<int>(box.page, 1);
    const auto words = std::string{say(show.language, Word::page_number)} + " " + std::to_string(number);
    html.open("svg", {{"class", "sheet"},
                      {"role", "img"},
                      {"aria-label", words + (show.raw.empty() ? "" : ": " + show.raw)},
                      {"viewBox", "0 0 " + points(page.width) + " " + points(page.height)}});
    html.open("image",
              {{"href", show.picture_url}, {"width", points(page.width)}, {"height", points(page.height)}});
    html.close("image");
    if (box.page != 0) write_box(html, box);
    html.close("svg");
}

void write_paged(Html& html, const SourceShow& show) {
    const auto& box = show.where.place.box;
    const auto page =
        drawn_page_of(show.where.source, std::max<int>(box.page, 1), show.read_as, show.programs);
    if (!page) {
        write_unread(html, show.language, page.error());
        return;
    }
    write_note(html, show.language, Word::source_drawn);
    write_drawn(html, show, **page);
}

// The document of a body that is read by us or by LibreOffice, without recognising scans in it.
Result<std::shared_ptr<const ReadBody>> documents_of(const SourceBytes& source, extract::Programs programs) {
    static Recent<ReadBody> recent{documents_kept};
    if (auto held = recent.find(source.digest)) return held;
    programs.ocr.clear();
    model::Snapshot snapshot;
    snapshot.body = source.body;
    snapshot.content_type = source.content_type;
    TRY(read, read_body(snapshot, programs));
    return recent.keep(source.digest, std::move(read));
}

const model::GridCell* cell_at(const model::Document& document, const model::Place& place) {
    const auto index = static_cast<std::size_t>(place.grid);
    if (place.grid < 0 || index >= document.grids.size() || place.row < 0 || place.column < 0) return nullptr;
    return document.grids[index].cell_at(static_cast<std::size_t>(place.row),
                                         static_cast<std::size_t>(place.column));
}

void write_grid(Html& html, const model::Grid& grid, const model::GridCell* marked) {
    html.raw("<table><tbody>");
    for (std::size_t row = 0; row < grid.rows; ++row) {
        html.raw("<tr>");
        for (std::size_t column = 0; column < grid.columns; ++column) {
            const auto* cell = grid.cell_at(row, column);
            if (cell == nullptr) html.raw("<td></td>");
            if (cell == nullptr || cell->row != row || cell->column != column) continue;
            html.open("td", {{"colspan", std::to_string(cell->column_span)},
                             {"rowspan", std::to_string(cell->row_span)}});
            if (cell == marked) {
                html.element("mark", cell->text, {{"id", "cell"}});
            } else {
                html.text(cell->text);
            }
            html.raw("</td>");
        }
        html.raw("</tr>");
    }
    html.raw("</tbody></table>");
}

void write_blocks(Html& html, const model::Document& document, const model::GridCell* marked) {
    std::size_t cells = 0;
    for (const auto& block : document.blocks) {
        if (block.kind != model::BlockKind::grid) {
            html.element("p", block.text);
            continue;
        }
        if (block.grid >= document.grids.size()) continue;
        const auto& grid = document.grids[block.grid];
        cells += grid.cells.size();
        if (cells > grid_cells_max) break;
        write_grid(html, grid, marked);
    }
}

// Which document of an archive it is: the one that prints there what the cell does. Several may by chance;
// then none is shown rather than another year's.
void write_office(Html& html, const SourceShow& show) {
    const auto read = documents_of(show.where.source, show.programs);
    if (!read) {
        write_unread(html, show.language, read.error());
        return;
    }
    const auto& documents = (*read)->documents;
    const bool alone = documents.size() == 1;
    const auto fits = [&](const model::Document& document) {
        const auto* cell = cell_at(document, show.where.place);
        if (show.where.place.grid < 0) return true;
        if (cell == nullptr) return false;
        return alone ? holds(cell->text, show.raw)
                     : parser::without_space(cell->text) == parser::without_space(show.raw);
    };
    const auto found = std::ranges::find_if(documents, fits);
    if (found != documents.end() && std::find_if(found + 1, documents.end(), fits) != documents.end()) {
        write_note(html, show.language, Word::place_which_file);
        return;
    }
    if (found == documents.end()) {
        write_note(html, show.language, Word::place_not_found);
        if (!alone) return;
    }
    const auto& document = found == documents.end() ? documents.front() : *found;
    if (document.format == model::Format::unsupported) {
        write_note(html, show.language, Word::source_unread, document.unsupported);
        return;
    }
    write_note(html, show.language, Word::source_extracted);
    const auto* marked = found == documents.end() ? nullptr : cell_at(document, show.where.place);
    html.raw("<div class=\"source\" tabindex=\"0\" lang=\"zh-CN\">");
    write_blocks(html, document, marked);
    html.raw("</div>");
}

void write_page(Html& html, const SourceShow& show) {
    const auto& place = show.where.place;
    const auto& source = show.where.source;
    const auto view = extract::view_source(source.body, source.content_type, place.bytes);
    if (!view && view.error().code == ErrorCode::malformed) {
        write_office(html, show);
        return;
    }
    if (!view) {
        write_unread(html, show.language, view.error());
        return;
    }
    write_note(html, show.language, Word::source_made_anew);
    const bool wanted = place.bytes.begin < place.bytes.end;
    if (wanted && !view->found) write_note(html, show.language, Word::place_not_found);
    if (wanted && view->found && !holds(view->marked, show.raw))
        write_note(html, show.language, Word::place_in_doubt, show.raw);
    if (view->cut) write_note(html, show.language, Word::left_out);
    html.raw("<div class=\"source\" tabindex=\"0\" lang=\"zh-CN\">").made_anew(*view).raw("</div>");
}

}  // namespace

void write_source(Html& html, const SourceShow& show) {
    if (!show.where.certain) {
        write_note(html, show.language, Word::place_in_one_image);
        return;
    }
    switch (extract::sniff(show.where.source.body).kind) {
        case BodyKind::text:
            write_page(html, show);
            return;
        case BodyKind::pdf:
        case BodyKind::image:
            write_paged(html, show);
            return;
        case BodyKind::docx:
        case BodyKind::xlsx:
        case BodyKind::compound:
        case BodyKind::rtf:
        case BodyKind::archive:
        case BodyKind::other:
            write_office(html, show);
            return;
    }
}

Result<std::shared_ptr<const DrawnPage>> drawn_page_of(const SourceBytes& source, int page,
                                                       extract::paged::ReadAs how,
                                                       const extract::Programs& programs) {
    static Recent<DrawnPage> recent{pages_kept};
    const auto name =
        source.digest + (how == extract::paged::ReadAs::scan ? " scan " : " ") + std::to_string(page);
    if (auto held = recent.find(name)) return held;
    TRY(drawn, extract::paged::draw_page(source.body, page, how, programs));
    return recent.keep(name, std::move(drawn));
}

}  // namespace ogi::daemon
