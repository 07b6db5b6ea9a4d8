// The tables of PDF files as JSON, a line a file. See pdf_tables.py.
// usage: pdf_tables OGI_PDF FILE…

#include "base/json_writer.h"
#include "extract/paged/build_document.h"
#include "extract/paged/read_pdf.h"

#include <fstream>
#include <iostream>
#include <iterator>

namespace {

using namespace ogi;

void write_place(base::JsonWriter& json, const model::PageBox& box) {
    json.key("page").value(int{box.page});
    json.key("box")
        .begin_array()
        .value(int{box.left})
        .value(int{box.top})
        .value(int{box.right})
        .value(int{box.bottom})
        .end_array();
}

void write_grid(base::JsonWriter& json, const model::Grid& grid) {
    json.begin_object()
        .field("rows", int{grid.rows})
        .field("columns", int{grid.columns})
        .key("cells")
        .begin_array();
    for (const auto& cell : grid.cells) {
        json.begin_object().field("row", int{cell.row}).field("column", int{cell.column});
        json.field("row_span", int{cell.row_span})
            .field("column_span", int{cell.column_span})
            .field("text", cell.text);
        write_place(json, cell.box);
        json.end_object();
    }
    json.end_array().end_object();
}

}  // namespace

int main(int count, char** arguments) {
    for (int i = 2; i < count; ++i) {
        std::ifstream in{arguments[i], std::ios::binary};
        const std::string bytes{std::istreambuf_iterator<char>{in}, {}};
        const auto file = extract::paged::see_pages(arguments[1], bytes);
        if (!file) {
            std::cerr << arguments[i] << ": " << file.error().context << '\n';
            continue;
        }
        const auto document = extract::paged::build_document(*file);
        base::JsonWriter json;
        json.begin_object().field("file", arguments[i]).field("unsupported", document.unsupported);
        json.key("page_heights").begin_array();
        for (const auto& page : file->pages) json.value(static_cast<int>(page.height));
        json.end_array().key("limits").begin_array();
        for (const auto& limit : document.limits) json.value(limit);
        json.end_array().key("blocks").begin_array();
        for (const auto& block : document.blocks) {
            if (block.kind == model::BlockKind::grid)
                write_grid(json, document.grids[block.grid]);
            else
                json.value(block.text);
        }
        json.end_array().end_object();
        std::cout << json.text() << '\n';
    }
}
