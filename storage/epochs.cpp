#include "storage/epochs.h"

#include "base/digest.h"

#include <algorithm>
#include <bit>
#include <charconv>

namespace ogi::storage {

using base::ErrorCode;
using base::fail;
using base::Result;

namespace {

const Epoch& epoch_of(const std::vector<Epoch>& epochs, std::uint64_t sequence) {
    // Of several that begin with one entry the last one wrote it.
    const auto later = std::ranges::upper_bound(epochs, sequence, {}, &Epoch::first);
    return later == epochs.begin() ? epochs.front() : *std::prev(later);
}

std::optional<Epoch> read_line(std::string_view line) {
    Epoch epoch;
    const auto* const line_end = line.data() + line.size();
    const auto [blank, bad_number] = std::from_chars(line.data(), line_end, epoch.number);
    if (bad_number != std::errc{} || blank == line_end || *blank != ' ') return std::nullopt;
    const auto [end, bad_first] = std::from_chars(blank + 1, line_end, epoch.first);
    if (bad_first != std::errc{} || end != line_end || epoch.first == 0) return std::nullopt;
    return epoch;
}

// From 1 to `most`, a power of two, so that each is as likely.
template <std::uint64_t most>
std::uint64_t draw() {
    constexpr std::size_t drawn_bytes = 4;
    static_assert(std::has_single_bit(most) && most <= std::uint64_t{1} << 8 * drawn_bytes);
    const auto hex = base::random_hex(drawn_bytes);
    std::uint64_t drawn = 0;
    std::from_chars(hex.data(), hex.data() + hex.size(), drawn, 16);
    return drawn % most + 1;
}

}  // namespace

std::uint64_t draw_first_epoch() {
    return std::max(draw<first_epoch_max>(), first_epoch_min);
}

std::uint64_t draw_next_epoch(std::uint64_t above) {
    return above + draw<epoch_draw_max>();
}

Result<std::vector<Epoch>> read_epochs(const Database& database, std::uint64_t epoch) {
    TRY(text, database.get(Family::meta, meta_epochs));
    if (!text) return std::vector{Epoch{epoch, 1}};
    std::vector<Epoch> epochs;
    for (std::string_view rest = *text; !rest.empty();) {
        const auto end = rest.find('\n');
        const auto read = end == std::string_view::npos ? std::nullopt : read_line(rest.substr(0, end));
        const bool follows =
            read &&
            (epochs.empty() || (epochs.back().number < read->number && epochs.back().first <= read->first));
        if (!follows)
            return fail(ErrorCode::malformed,
                        "the store at " + database.folder().string() + " has no usable epochs");
        epochs.push_back(*read);
        rest.remove_prefix(end + 1);
    }
    if (epochs.empty() || epochs.back().number != epoch)
        return fail(ErrorCode::malformed,
                    "the store at " + database.folder().string() + " is in an epoch that it does not list");
    return epochs;
}

std::string to_text(const std::vector<Epoch>& epochs) {
    std::string text;
    for (const auto& epoch : epochs)
        text += std::to_string(epoch.number) + " " + std::to_string(epoch.first) + "\n";
    return text;
}

model::Cursor cursor_of(const std::vector<Epoch>& epochs, std::uint64_t sequence) {
    return {epoch_of(epochs, sequence).number, sequence};
}

CheckedCursor check(const std::vector<Epoch>& epochs, std::uint64_t last, const model::GivenCursor& cursor) {
    const auto sequence = cursor.sequence;
    const auto named = std::ranges::find(epochs, cursor.epoch.value_or(epochs.back().number), &Epoch::number);
    if (named == epochs.end()) return {sequence, CursorFault::unknown_epoch};
    if (sequence == 0) return {};
    if (sequence > last) {
        const bool lost = std::next(named) != epochs.end();
        return {sequence, lost ? CursorFault::other_entry : CursorFault::beyond_the_end};
    }
    // A bare number is taken by itself: its reader may have it from any epoch.
    if (!cursor.epoch || *cursor.epoch == epoch_of(epochs, sequence).number) return {sequence};
    // Written before that epoch began, and nothing in front of its begin was lost since.
    if (sequence < named->first) return {sequence};
    return {sequence, CursorFault::other_entry};
}

std::string_view words_for(CursorFault fault) {
    switch (fault) {
        case CursorFault::beyond_the_end:
            return "the log ends before this cursor; it belongs to another store, or to this one before it "
                   "was restored from a backup";
        case CursorFault::unknown_epoch:
            return "this log never was in the epoch of this cursor; it belongs to another store, or to this "
                   "one as it was before an older backup was put back";
        case CursorFault::other_entry:
            return "what this cursor stands behind was lost when the store was restored from a backup";
    }
    return {};
}

const std::vector<Epoch>& Store::epochs() const {
    return db_->epochs;
}

model::Cursor Store::cursor_at(std::uint64_t sequence) const {
    return cursor_of(db_->epochs, sequence);
}

CheckedCursor Store::check_cursor(const model::GivenCursor& cursor) const {
    return check(db_->epochs, db_->durable_sequence(), cursor);
}

}  // namespace ogi::storage
