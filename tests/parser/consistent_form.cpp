#include "consistent_form.h"

#include "parser/catalogue.h"

#include <algorithm>
#include <random>

namespace ogi::parser {

namespace {

using model::Decimal;
using model::Generation;

class Filler {
  public:
    Filler(Generation generation, std::uint32_t seed) : generation_{generation}, random_{seed} {}

    CellMap fill() {
        for (const auto& cell : form_cells()) {
            if (generation_ == Generation::form_2019 ? cell.in_2019 : cell.in_2021) set(cell.id, some());
        }
        for (const auto applicant : applicants()) {
            if (applicant != "total") fill_column(applicant);
        }
        for (const auto& row : request_rows()) {
            if (!(generation_ == Generation::form_2019 ? row.in_2019 : row.in_2021)) continue;
            std::int64_t sum = 0;
            for (const auto applicant : applicants()) {
                if (applicant != "total") sum += get(request_id(row.name, applicant));
            }
            set(request_id(row.name, "total"), sum);
        }
        for (const auto dispute : disputes()) {
            std::int64_t sum = 0;
            for (const auto outcome : dispute_outcomes()) {
                if (outcome != "total") sum += get(dispute_id(dispute, outcome));
            }
            set(dispute_id(dispute, "total"), sum);
        }
        return std::move(cells_);
    }

  private:
    std::int64_t some() {
        const auto draw = random_() % 12;
        return draw < 8 ? 0 : draw < 10 ? 1 + random_() % 3 : random_() % 200;
    }
    std::int64_t get(const std::string& id) const { return cells_.at(id).value->units; }
    void set(const std::string& id, std::int64_t value) { cells_[id] = number_cell(Decimal::whole(value)); }

    void fill_column(std::string_view applicant) {
        const auto id = [&](std::string_view row) { return request_id(row, applicant); };
        std::int64_t outcomes = 0;
        for (const auto& row : request_rows()) {
            const bool frame = row.name == "new_received" || row.name == "carried_in" ||
                               row.name == "total_processed" || row.name == "carried_out";
            if (!frame && (generation_ == Generation::form_2019 ? row.in_2019 : row.in_2021))
                outcomes += get(id(row.name));
        }
        set(id("total_processed"), outcomes);
        const auto handled = outcomes + get(id("carried_out"));
        set(id("carried_in"), std::min(get(id("carried_in")), handled));
        set(id("new_received"), handled - get(id("carried_in")));
    }

    Generation generation_;
    std::mt19937 random_;
    CellMap cells_;
};

}  // namespace

model::Cell number_cell(const Decimal& value) {
    model::Cell cell;
    cell.kind = model::CellKind::number;
    cell.value = value;
    cell.raw = value.text();
    return cell;
}

CellMap consistent_form(Generation generation, std::uint32_t seed) {
    return Filler{generation, seed}.fill();
}

}  // namespace ogi::parser
