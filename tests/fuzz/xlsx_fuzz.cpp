#include "extract/read_document.h"
#include "tests/extract/office/packing.h"
#include "tests/fuzz/office_words.h"

#include <array>

// Workbooks. The first byte says what the others are: the file itself; the XML of its parts, apart by zero
// bytes; or choices of which a sheet is drawn, each of whose cells holds a figure of its own.

namespace {

using namespace ogi;
using namespace std::string_view_literals;

model::Snapshot snapshot_of(std::string body) {
    model::Snapshot snapshot;
    snapshot.body = std::move(body);
    return snapshot;
}

void read_file(std::string body) {
    const auto size = body.size();
    const auto document = extract::read_document(snapshot_of(std::move(body)));
    if (document) fuzz::promise_sound(*document, size);
}

std::string relationships(std::string_view more) {
    return R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">)"
           R"(<Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/>)"
           R"(<Relationship Id="rId2" Type="x/sharedStrings" Target="sharedStrings.xml"/>)"
           R"(<Relationship Id="rId3" Type="x/styles" Target="styles.xml"/>)" +
           std::string{more} + "</Relationships>";
}

void read_parts(std::string_view bytes) {
    const auto parts = fuzz::split_parts(bytes);
    constexpr std::array names{"xl/worksheets/sheet1.xml"sv, "xl/sharedStrings.xml"sv, "xl/styles.xml"sv,
                               "xl/workbook.xml"sv};
    std::vector<extract::Packed> members{{.name = "xl/_rels/workbook.xml.rels",
                                          .bytes = relationships({}),
                                          .how = extract::Packed::How::stored}};
    for (std::size_t i = 0; i < std::min(parts.size(), names.size()); ++i)
        members.push_back(
            {.name = std::string{names[i]}, .bytes = parts[i], .how = extract::Packed::How::stored});
    read_file(extract::xlsx("", members));
}

// Half of the styles have a border.
const std::string styles =
    R"(<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><borders><border/><border>)"
    R"(<left style="thin"/></border></borders><cellXfs><xf borderId="0"/><xf borderId="1"/></cellXfs></styleSheet>)";

std::string column_name(std::size_t column) {
    return std::string(1, static_cast<char>('A' + column % 26));
}

struct DrawnSheet {
    std::string xml;
    std::set<std::string> figures;
    bool hides = false;  // Merges and hidden rows or columns, which take figures out of sight.
};

DrawnSheet draw(fuzz::Choices choices) {
    constexpr std::size_t rows_max = 60;
    DrawnSheet drawn;
    std::string rows;
    std::size_t row = 0;
    std::size_t figure = 100'000;
    while (choices.left() && row < rows_max) {
        row += 1 + (choices.once_in(6) ? choices.below(4) : 0);
        const bool hidden = choices.once_in(12);
        drawn.hides = drawn.hides || hidden;
        rows += "<row r=\"" + std::to_string(row) + "\"" + (hidden ? " hidden=\"1\">" : ">");
        std::size_t column = choices.below(3);
        for (auto cells = choices.below(6); cells > 0 && column < 26; --cells) {
            const auto at = column_name(column) + std::to_string(row);
            const auto style = std::to_string(choices.below(2));
            rows += "<c r=\"" + at + "\" s=\"" + style + "\">";
            if (!choices.once_in(4)) {
                rows += "<v>" + std::to_string(figure) + "</v>";
                drawn.figures.insert(std::to_string(figure++));
            }
            rows += "</c>";
            column += 1 + choices.below(2);
        }
        rows += "</row>";
    }
    std::string merges;
    for (auto count = choices.below(4); choices.left() && count > 0; --count) {
        const auto top = 1 + choices.below(rows_max);
        const auto left = choices.below(12);
        merges += "<mergeCell ref=\"" + column_name(left) + std::to_string(top) + ":" +
                  column_name(left + choices.below(4)) + std::to_string(top + choices.below(4)) + "\"/>";
        drawn.hides = true;
    }
    drawn.xml = "<sheetData>" + rows + "</sheetData><mergeCells>" + merges + "</mergeCells>";
    return drawn;
}

void read_drawn(fuzz::Choices choices) {
    const auto drawn = draw(choices);
    const auto body = extract::xlsx(
        drawn.xml, {{.name = "xl/styles.xml", .bytes = styles, .how = extract::Packed::How::stored},
                    {.name = "xl/_rels/workbook.xml.rels",
                     .bytes = relationships({}),
                     .how = extract::Packed::How::stored}});
    const auto document = extract::read_document(snapshot_of(body));
    fuzz::promise(document.has_value(), "a small sheet is read");
    fuzz::promise_sound(*document, body.size());
    const auto found = fuzz::figures_in(*document);
    for (const auto& [figure, times] : found) {
        fuzz::promise(drawn.figures.contains(figure), "a figure is never changed");
        fuzz::promise(times == 1, "a figure is never doubled");
    }
    if (!drawn.hides) fuzz::promise(found.size() == drawn.figures.size(), "no figure is lost");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const auto rest = fuzz::as_text(data + 1, size - 1);
    switch (data[0] % 4) {
        case 0:
            read_file(std::string{rest});
            break;
        case 1:
            read_parts(rest);
            break;
        default:
            read_drawn(fuzz::Choices{data + 1, size - 1});
    }
    return 0;
}
