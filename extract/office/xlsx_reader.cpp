#include "extract/office/xlsx_reader.h"

#include "extract/office/office_writer.h"
#include "extract/office/package.h"
#include "extract/office/sheet_cells.h"
#include "extract/office/sheet_layout.h"
#include "extract/text_line.h"

#include <algorithm>

namespace ogi::extract {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view usual_main_part = "xl/workbook.xml";

struct NamedSheet {
    std::string name;
    std::string part;
};

std::vector<NamedSheet> shown_sheets(pugi::xml_node workbook, const Relationships& relationships) {
    std::vector<NamedSheet> sheets;
    for (const auto sheet : workbook.child("sheets").children("sheet")) {
        const auto state = attribute(sheet, "state");
        const auto target = relationships.find(attribute(sheet, "r:id"));
        const bool shown = state.empty() || state == "visible"sv;
        if (!shown || target == relationships.end() || target->second.type != "worksheet"sv) continue;
        sheets.push_back({collapse(attribute(sheet, "name")), target->second.target});
    }
    return sheets;
}

bool is_true(std::string_view value) {
    return value == "1"sv || value == "true"sv;
}

base::Result<Workbook> read_workbook(Package& package, pugi::xml_node root,
                                     const Relationships& relationships) {
    Workbook workbook;
    if (is_true(attribute(root.child("workbookPr"), "date1904"))) workbook.dates = DateSystem::from_1904;
    if (const auto* const strings = find_type(relationships, "sharedStrings")) {
        TRY(part, package.xml_if_there(strings->target));
        if (part) workbook.strings = read_shared_strings(part->root());
    }
    if (const auto* const styles = find_type(relationships, "styles")) {
        TRY(part, package.xml_if_there(styles->target));
        if (part) workbook.styles = SheetStyles{part->root()};
    }
    return workbook;
}

// "Sheet1", "工作表 1": the name that a program gives.
bool is_usual_name(std::string_view name) {
    const auto digits = name.find_last_not_of("0123456789 ") + 1;
    const auto word = name.substr(0, digits);
    return word == "Sheet"sv || word == "sheet"sv || word == "工作表"sv;
}

}  // namespace

base::Result<model::Document> read_xlsx(std::string_view body, const Limits& limits) {
    TRY(package, Package::open_archive(body, limits));
    const auto main_part = package.main_part(usual_main_part);
    TRY(main, package.xml(main_part));
    if (main.root().name() != "workbook"sv)
        return base::fail(base::ErrorCode::malformed, main_part + ": not a workbook");
    const auto relationships = package.relationships(main_part);
    TRY(workbook, read_workbook(package, main.root(), relationships));

    model::Document document;
    document.format = model::Format::spreadsheet;
    document.charset = "utf-8";
    document.metas = package.metas();
    OfficeWriter writer{document, limits};
    const auto sheets = shown_sheets(main.root(), relationships);
    for (const auto& [name, part] : sheets) {
        TRY(sheet, package.xml(part));
        TRY(cells, read_sheet(sheet.root(), workbook, limits));
        TRY(pieces, lay_out(cells, limits));
        if (sheets.size() > 1 && !pieces.empty() && !is_usual_name(name))
            writer.add(model::BlockKind::heading, name);
        for (auto& piece : pieces) {
            if (piece.text.empty()) {
                writer.add_grid(std::move(piece.grid), piece.cut);
            } else {
                writer.add(model::BlockKind::paragraph, std::move(piece.text));
            }
        }
    }
    return document;
}

}  // namespace ogi::extract
