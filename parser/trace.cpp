#include "parser/trace.h"

#include "base/utf8.h"

#include <algorithm>
#include <utility>

namespace ogi::parser {

namespace {

thread_local Trace* asked = nullptr;
// The label that was noted last, for the row that follows.
thread_local std::pair<std::string, std::string> label_noted;

thread_local std::string_view columns_noted;

std::string utf8_of(std::u32string_view text) {
    std::string out;
    for (const char32_t c : text) base::append_utf8(out, c);
    return out;
}

// The tokens of a grid's row are whole cells; in flat text the label is a part of one.
std::string printed_label(const TokenStream& stream, const Anchor& anchor) {
    const std::size_t first = stream.token_of[anchor.begin], last = stream.token_of[anchor.end - 1];
    if (!stream.is_grid(first))
        return utf8_of(std::u32string_view{stream.text}.substr(anchor.begin, anchor.end - anchor.begin));
    std::string text;
    for (std::size_t i = first; i <= last; ++i) {
        if (!text.empty()) text += ' ';
        text += stream.tokens[i].text;
    }
    std::ranges::replace(text, '\n', ' ');
    return text;
}

}  // namespace

const model::Cell* RowTrace::cell(std::string_view id) const {
    const auto found = std::ranges::find(ids, id);
    return found == ids.end() ? nullptr : &cells[static_cast<std::size_t>(found - ids.begin())];
}

Tracing::Tracing(Trace& trace) {
    asked = &trace;
}

Tracing::~Tracing() {
    asked = nullptr;
}

void note_document(const model::Document& document) {
    if (asked == nullptr) return;
    asked->documents.push_back(document);
    label_noted = {};
    columns_noted = {};
}

void note_columns(std::string_view how) {
    columns_noted = how;
}

void note_label(const TokenStream& stream, const LabelSequence& labels, const Anchor& anchor) {
    if (asked == nullptr || anchor.end <= anchor.begin) return;
    label_noted = {printed_label(stream, anchor), utf8_of(labels.labels()[anchor.label].keys[anchor.key])};
}

void note_row(std::span<const FormCell* const> forms, const RowReading& row, std::string_view stem) {
    if (asked == nullptr) return;
    RowTrace told{.stem = std::string{stem},
                  .printed = std::exchange(label_noted.first, {}),
                  .wording = std::exchange(label_noted.second, {}),
                  .columns = std::string{columns_noted},
                  .rule = row.rule,
                  .cells = row.cells,
                  .document = asked->documents.empty() ? 0 : asked->documents.size() - 1};
    for (const auto* form : forms) told.ids.push_back(form->id);
    asked->rows.push_back(std::move(told));
}

}  // namespace ogi::parser
