#include "base/utf8.h"
#include "parser/number.h"
#include "tests/fuzz/printed.h"
#include "tests/fuzz/promise.h"

// One cell of a form. The first byte chooses the kind of figure.

namespace {

using namespace ogi;

// Whether all of `part` stands in `whole`, perhaps with other characters between.
bool is_in_order(std::string_view part, std::string_view whole) {
    for (const char c : whole) {
        if (!part.empty() && part.front() == c) part.remove_prefix(1);
    }
    return part.empty();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    constexpr parser::FigureKind kinds[] = {parser::FigureKind::count, parser::FigureKind::signed_count,
                                            parser::FigureKind::amount};
    fuzz::Choices choices{data, size};
    const auto kind = kinds[choices.below(std::size(kinds))];
    const auto cell = base::scrub_utf8(choices.rest());
    const auto figure = parser::read_figure(cell, kind);
    fuzz::promise((figure.kind == model::CellKind::number) == figure.value.has_value(),
                  "a cell has a value if and only if it is a number");
    fuzz::promise(figure.kind != model::CellKind::absent, "what is read is not absent");
    fuzz::promise(is_in_order(figure.unit, cell), "the unit is written in the cell");
    if (!figure.value) return 0;
    fuzz::promise(fuzz::is_printed(*figure.value, cell), "a value is what is printed");
    fuzz::promise(kind == parser::FigureKind::amount || figure.value->is_whole(), "a count is whole");
    fuzz::promise(model::Decimal::parse(figure.value->text()) == figure.value, "a value's text is the value");
    return 0;
}
