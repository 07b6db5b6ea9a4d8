#include "model/cell_columns.h"

#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>
#include <vector>

namespace ogi::model {

namespace {

constexpr std::uint64_t grids_max = std::numeric_limits<int>::max();

// How much of a Place there is.
enum class PlaceKind { none, bytes, grid, page, grid_on_page };

bool is_in_grid(PlaceKind kind) {
    return kind == PlaceKind::grid || kind == PlaceKind::grid_on_page;
}

bool is_on_page(PlaceKind kind) {
    return kind == PlaceKind::page || kind == PlaceKind::grid_on_page;
}

PlaceKind kind_of(const std::optional<Place>& place) {
    if (!place) return PlaceKind::none;
    if (place->box.page > 0) return place->grid < 0 ? PlaceKind::page : PlaceKind::grid_on_page;
    return place->grid < 0 ? PlaceKind::bytes : PlaceKind::grid;
}

// Written: where a box begins less where the one before did; then its extent.
struct BoxSide {
    std::uint16_t PageBox::*side;
    std::uint16_t PageBox::*from;  // nullptr: the same side of the box before.
};
constexpr BoxSide box_sides[] = {{&PageBox::page, nullptr},
                                 {&PageBox::left, nullptr},
                                 {&PageBox::top, nullptr},
                                 {&PageBox::right, &PageBox::left},
                                 {&PageBox::bottom, &PageBox::top}};

template <class EachBox>
void write_boxes(RecordWriter& record, EachBox each) {
    for (const auto& each_side : box_sides) {
        const auto side = each_side.side;
        const auto from = each_side.from;
        int before = 0;
        each([&](const PageBox& box) {
            record.signed_number(box.*side - (from == nullptr ? before : int{box.*from}));
            before = box.*side;
        });
    }
}

template <class EachBox>
void read_boxes(RecordReader& record, EachBox each) {
    for (const auto& each_side : box_sides) {
        const auto side = each_side.side;
        const auto from = each_side.from;
        std::int64_t before = 0;
        each([&](PageBox& box) {
            // Unsigned, for a foreign record may hold any number.
            const auto begin = static_cast<std::uint64_t>(from == nullptr ? before : std::int64_t{box.*from});
            const auto written = begin + static_cast<std::uint64_t>(record.signed_number());
            const std::uint64_t least = side == &PageBox::page ? 1 : 0;
            if (written < least || written > std::numeric_limits<std::uint16_t>::max()) record.refuse();
            box.*side = static_cast<std::uint16_t>(written);
            before = box.*side;
        });
    }
}

// `each` calls what it is given with every place in turn. Neighbours are near each other, so distances are
// written.
template <class EachPlace>
void write_places(RecordWriter& record, EachPlace each) {
    each([&](const std::optional<Place>& at) { record.word(kind_of(at)); });
    const auto in_grids = [&](auto write) {
        each([&](const std::optional<Place>& at) {
            if (is_in_grid(kind_of(at))) write(*at);
        });
    };
    in_grids([&](const Place& at) { record.number(static_cast<std::uint64_t>(at.grid)); });
    in_grids([&](const Place& at) { record.signed_number(at.row); });
    in_grids([&](const Place& at) { record.signed_number(at.column); });
    std::int64_t before = 0;
    each([&](const std::optional<Place>& at) {
        if (!at) return;
        record.signed_number(at->bytes.begin - before);
        before = at->bytes.begin;
    });
    each([&](const std::optional<Place>& at) {
        if (at) record.signed_number(std::int64_t{at->bytes.end} - at->bytes.begin);
    });
    write_boxes(record, [&](auto write) {
        each([&](const std::optional<Place>& at) {
            if (is_on_page(kind_of(at))) write(at->box);
        });
    });
}

template <class EachPlace>
void read_places(RecordReader& record, EachPlace each) {
    each([&](std::optional<Place>& at) {
        const auto kind = record.word(PlaceKind::grid_on_page);
        if (kind != PlaceKind::none) at.emplace();
        if (is_in_grid(kind)) at->grid = 0;
        if (is_on_page(kind)) at->box.page = 1;
    });
    const auto in_grids = [&](auto read) {
        each([&](std::optional<Place>& at) {
            if (is_in_grid(kind_of(at))) read(*at);
        });
    };
    in_grids([&](Place& at) { at.grid = static_cast<int>(record.number(grids_max)); });
    in_grids([&](Place& at) { at.row = static_cast<int>(record.signed_number()); });
    in_grids([&](Place& at) { at.column = static_cast<int>(record.signed_number()); });
    std::int64_t before = 0;
    each([&](std::optional<Place>& at) {
        if (!at) return;
        before += record.signed_number();
        at->bytes.begin = static_cast<std::uint32_t>(before);
    });
    each([&](std::optional<Place>& at) {
        if (at) at->bytes.end = static_cast<std::uint32_t>(at->bytes.begin + record.signed_number());
    });
    // Told by their kinds: a damaged page would make one that is read on no page.
    std::vector<PageBox*> boxes;
    each([&](std::optional<Place>& at) {
        if (is_on_page(kind_of(at))) boxes.push_back(&at->box);
    });
    read_boxes(record, [&](auto read) {
        for (auto* box : boxes) read(*box);
    });
}

// 0: none; else one more than the scale.
template <class EachNumber>
void write_decimals(RecordWriter& record, EachNumber each) {
    each([&](const std::optional<Decimal>& number) {
        record.number(number ? static_cast<std::uint64_t>(number->scale) + 1 : 0);
    });
    each([&](const std::optional<Decimal>& number) {
        if (number) record.signed_number(number->units);
    });
}

template <class EachNumber>
void read_decimals(RecordReader& record, EachNumber each) {
    each([&](std::optional<Decimal>& number) {
        const auto scale = record.number(Decimal::scale_max + 1);
        if (scale > 0) number = Decimal{0, static_cast<int>(scale) - 1};
    });
    each([&](std::optional<Decimal>& number) {
        if (number) number->units = record.signed_number();
    });
}

// Whether it is another one than before, and if so, the text.
class RepeatedText {
  public:
    void write(RecordWriter& record, std::string_view text) {
        record.flag(text != before_);
        if (text != before_) record.text(text);
        before_ = text;
    }
    std::string read(RecordReader& record) {
        if (record.flag()) before_ = record.text();
        return before_;
    }

  private:
    std::string before_;
};

// As printed is mostly as the number is written anyway.
void write_raw(RecordWriter& record, const Cell& cell) {
    const bool plain = cell.raw == (cell.value ? cell.value->text() : std::string{});
    record.flag(!plain);
    if (!plain) record.text(cell.raw);
}

std::string read_raw(RecordReader& record, const Cell& cell) {
    if (record.flag()) return record.text();
    return cell.value ? cell.value->text() : std::string{};
}

}  // namespace

void write_decimal(RecordWriter& record, const Decimal& number) {
    record.number(static_cast<std::uint64_t>(number.scale));
    record.signed_number(number.units);
}

Decimal read_decimal(RecordReader& record) {
    const auto scale = static_cast<int>(record.number(Decimal::scale_max));
    return {record.signed_number(), scale};
}

void write_cells(RecordWriter& record, const std::vector<const Cell*>& cells) {
    for (const auto* cell : cells) record.word(cell->kind);
    RepeatedText unit;
    for (const auto* cell : cells) unit.write(record, cell->unit);
    write_decimals(record, [&](auto write) {
        for (const auto* cell : cells) write(cell->value);
    });
    for (const auto* cell : cells) write_raw(record, *cell);
    write_places(record, [&](auto write) {
        for (const auto* cell : cells) write(cell->at);
    });
}

void read_cells(RecordReader& record, const std::vector<Cell*>& cells) {
    for (auto* cell : cells) cell->kind = record.word(CellKind::absent);
    RepeatedText unit;
    for (auto* cell : cells) cell->unit = unit.read(record);
    read_decimals(record, [&](auto read) {
        for (auto* cell : cells) read(cell->value);
    });
    for (auto* cell : cells) {
        cell->raw = read_raw(record, *cell);
        if ((cell->kind == CellKind::number) != cell->value.has_value()) record.refuse();
    }
    read_places(record, [&](auto read) {
        for (auto* cell : cells) read(cell->at);
    });
}

void write_named_cells(RecordWriter& record, const NamedCells& cells) {
    record.number(cells.size());
    std::vector<const Cell*> columns;
    columns.reserve(cells.size());
    for (const auto& [id, cell] : cells) {
        record.text(id);
        columns.push_back(&cell);
    }
    write_cells(record, columns);
}

NamedCells read_named_cells(RecordReader& record) {
    NamedCells cells;
    std::vector<Cell*> columns;
    for (auto left = record.count(); left > 0; --left)
        columns.push_back(&cells.emplace_hint(cells.end(), record.text(), Cell{})->second);
    read_cells(record, columns);
    return cells;
}

void write_checks(RecordWriter& record, const std::vector<Check>& checks) {
    record.number(checks.size());
    for (const auto& check : checks) record.text(check.id);
    for (const auto& check : checks) record.word(check.outcome);
    write_decimals(record, [&](auto write) {
        for (const auto& check : checks) write(check.left), write(check.right);
    });
    for (const auto& check : checks) record.text(check.note);
}

std::vector<Check> read_checks(RecordReader& record) {
    std::vector<Check> checks(record.count());
    for (auto& check : checks) check.id = record.text();
    for (auto& check : checks) check.outcome = record.word(CheckOutcome::not_assessable);
    read_decimals(record, [&](auto read) {
        for (auto& check : checks) read(check.left), read(check.right);
    });
    for (auto& check : checks) check.note = record.text();
    return checks;
}

void write_statements(RecordWriter& record, const std::vector<Statement>& statements) {
    record.number(statements.size());
    for (const auto& statement : statements) record.text(statement.name);
    write_decimals(record, [&](auto write) {
        for (const auto& statement : statements) write(statement.value);
    });
    for (const auto& statement : statements) {
        record.flag(statement.approximate);
        record.text(statement.unit);
        record.text(statement.quote);
    }
    write_places(record, [&](auto write) {
        for (const auto& statement : statements) write(statement.at);
    });
}

std::vector<Statement> read_statements(RecordReader& record) {
    std::vector<Statement> statements(record.count());
    for (auto& statement : statements) statement.name = record.text();
    read_decimals(record, [&](auto read) {
        for (auto& statement : statements) read(statement.value);
    });
    for (auto& statement : statements) {
        statement.approximate = record.flag();
        statement.unit = record.text();
        statement.quote = record.text();
    }
    read_places(record, [&](auto read) {
        for (auto& statement : statements) read(statement.at);
    });
    return statements;
}

}  // namespace ogi::model
