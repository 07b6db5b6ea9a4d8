"""Damage that leaves doubt: what is lost or moved may be missing from the reading, but nothing may be wrong.

Each function takes (draw, report, tables) and gives tables; the truth of what can no longer be told becomes none.
"""

from shapes import Slot, label


def row_index(draw, rows):
    return draw.choice([i for i, row in enumerate(rows) if any(slot.cell for slot in row)])


def cells_of(row):
    return [slot.cell for slot in row if slot.cell]


def without(rows, at, kept):
    return [*rows[:at], kept, *rows[at + 1:]]


def lose_a_cell(draw, made, tables):
    table = draw.choice((1, 1, 2))
    rows = tables[table]
    at = row_index(draw, rows)
    lost = draw.choice(cells_of(rows[at]))
    made.none(cells_of(rows[at]))
    tables[table] = without(rows, at, [slot for slot in rows[at] if slot.cell != lost])
    return tables


def lose_a_label(draw, made, tables):
    rows = tables[1]
    at = row_index(draw, rows)
    made.none(cells_of(rows[at]))
    made.truth["glued"] = True  # Its neighbours may be doubted.
    tables[1] = without(rows, at, [slot if slot.cell or slot.rows > 1 else Slot("", slot.columns, slot.rows) for slot in rows[at]])
    return tables


def move_a_span(draw, made, tables):
    group = draw.choice(("（三）", "（四）", "（五）"))
    change = draw.choice((-1, 1))
    tables[1] = [[Slot(s.text, s.columns, s.rows + change, s.cell) if s.rows > 1 and s.text.replace("(", "（").startswith(group) else s
                  for s in row] for row in tables[1]]  # fmt: skip
    made.truth["glued"] = True
    return tables


def add_a_column(draw, made, tables):
    rows = tables[1]
    heads = next(i for i, row in enumerate(rows) if cells_of(row))
    head, behind = draw.choice((("小计", 1), ("备注", 0), ("上年总计", 0), ("占比", 0)))
    result = [list(row) for row in rows]
    result[0][-1] = Slot(result[0][-1].text, 8)
    result[1].insert(len(result[1]) - (behind == 1), label(head, rows=2))
    for row in result[heads:]:
        row.insert(len(row) - behind, label(str(draw.randint(0, 40))))
    made.truth["glued"] = True
    return [tables[0], result, tables[2]]


def repeat_a_row(draw, made, tables):
    rows = tables[1]
    at = draw.choice([i for i, row in enumerate(rows) if any(cell in made.cells for cell in cells_of(row))])
    again = [label(str(draw.randint(0, 9))) for _ in cells_of(rows[at])]
    made.none(cell for cell, slot in zip(cells_of(rows[at]), again) if made.cells.get(cell) != int(slot.text))
    made.truth["glued"] = True
    labels = [slot for slot in rows[at] if not slot.cell and slot.rows == 1]
    longer = [[Slot(s.text, s.columns, s.rows + (s.rows > 1 and i <= at < i + s.rows), s.cell) for s in row] for i, row in enumerate(rows)]
    tables[1] = [*longer[:at + 1], labels + again, *longer[at + 1:]]
    return tables


def swap_rows(draw, made, tables):
    rows = tables[1]
    at = draw.choice([i for i in range(4, len(rows) - 1) if all(s.rows == 1 for s in rows[i] + rows[i + 1])])
    tables[1] = [*rows[:at], rows[at + 1], rows[at], *rows[at + 2:]]
    made.truth["glued"] = True
    return tables


def add_other_table(draw, made, tables):
    """A table of other counts goes before the form's, in the same table element."""
    rows = [[label(text), label(str(draw.randint(0, 99))), label("", 2)] for text in ("行政许可公示数", "规范性文件解读数", "行政处罚公示数")]
    tables[0] = [[label("公开内容"), label("数量（条）"), label("", 2)], *rows, *tables[0]]
    made.truth["glued"] = True
    return tables


DAMAGES = (lose_a_cell, lose_a_label, move_a_span, add_a_column, repeat_a_row, swap_rows, add_other_table)
