#include "daemon/answers/copy_lines.h"

#include "base/json_writer.h"
#include "daemon/visit/evidence.h"
#include "daemon/visit/reread.h"
#include "model/change_json.h"
#include "model/names.h"
#include "parser/compare.h"
#include "parser/parse_report.h"

#include <algorithm>

namespace ogi::daemon {

using base::JsonWriter;
using base::Result;
using model::Copy;

namespace {

enum class Differs { no, in_words, in_figures, unknown };

std::string_view name_of(Differs differs) {
    switch (differs) {
        case Differs::no:
            return "no";
        case Differs::in_words:
            return "words";
        case Differs::in_figures:
            return "figures";
        case Differs::unknown:
            return "unknown";
    }
    return {};
}

// `figures`: CopyEvidence::figures_digest of the current Revision.
Differs differs(const Copy& copy, const model::Revision& current, std::string_view figures) {
    if (copy.content_digest == current.content_digest) return Differs::no;
    if (!copy.evidence) return Differs::unknown;
    return copy.evidence->figures_digest == figures ? Differs::in_words : Differs::in_figures;
}

// What a copy showed when it was last read; nullopt where its body is not there any more, or shows it no
// more to today's parser.
Result<std::optional<model::Report>> read_again(const storage::Store& store, const RereadWith& with,
                                                const Copy& copy) {
    using None = std::optional<model::Report>;
    const auto url = base::Url::parse(copy.url);
    if (!url || !copy.evidence) return None{};
    TRY(page, store.page(*url));
    if (!page) return None{};
    TRY(read, reread(store, *page, copy.evidence->snapshot, copy.evidence->parts, {}, with));
    auto reading = reading_of(read, copy.key, copy.url, parser::parser_version);
    return reading ? std::optional{std::move(reading->report)} : None{};
}

void write_differences(JsonWriter& json, const std::optional<parser::Differences>& differences) {
    if (!differences) {
        json.key("cells").null().key("aspects").null();
        return;
    }
    json.key("cells").begin_array();
    for (const auto& change : differences->cells) model::write_cell_change(json, change);
    json.end_array().key("aspects").begin_array();
    for (const auto& aspect : differences->aspects) json.value(aspect);
    json.end_array();
}

// The copies as they rank, the one that is followed with what the current Revision shows of it.
std::vector<Copy> in_order(const Standing& standing) {
    auto copies = standing.copies;
    const auto& followed = standing.state.source_url;
    for (auto& copy : copies) {
        if (copy.url != followed) continue;
        copy.evidence = evidence_of(standing.current.report);
        copy.evidence->snapshot = standing.current.snapshot;
        copy.evidence->parts = standing.current.parts;
    }
    std::ranges::sort(copies, [&](const Copy& a, const Copy& b) {
        if (a.missing_since.has_value() != b.missing_since.has_value()) return !a.missing_since;
        return a.url != b.url && prefer(a, b, followed).first;
    });
    return copies;
}

}  // namespace

CopyCounts count_copies(const model::ReportState& state, const model::Revision& current,
                        std::span<const Copy> copies) {
    CopyCounts counts{.copies = static_cast<int>(copies.size())};
    std::string figures;  // Of the current Revision; wanted only where some copy differs.
    for (const auto& copy : copies) {
        if (copy.url == state.source_url || copy.content_digest == current.content_digest) continue;
        if (figures.empty()) figures = evidence_of(current.report).figures_digest;
        const auto how = differs(copy, current, figures);
        ++(how == Differs::in_figures ? counts.differ_in_figures : counts.differ_in_words);
    }
    return counts;
}

Result<void> tell_copies(const storage::Store& store, const RereadWith& with, const Standing& standing,
                         const LineSink& sink) {
    const auto copies = in_order(standing);
    const auto& followed = standing.state.source_url;
    const auto figures = evidence_of(standing.current.report).figures_digest;
    for (std::size_t i = 0; i < copies.size(); ++i) {
        const auto& copy = copies[i];
        const bool is_followed = copy.url == followed;
        const auto how = is_followed ? Differs::no : differs(copy, standing.current, figures);
        JsonWriter json;
        json.begin_object().field("agency", copy.key.agency).field("year", copy.key.year);
        json.field("rank", static_cast<int>(i + 1)).field("url", copy.url).field("followed", is_followed);
        // Why it stands before the next one.
        std::string_view why;
        if (i + 1 < copies.size()) {
            const bool next_missing = copies[i + 1].missing_since && !copy.missing_since;
            why = next_missing ? "a copy that is there before one that was missed"
                               : words_of(prefer(copy, copies[i + 1], followed).by);
        }
        json.field("before_the_next_as", why).field("differs", name_of(how));
        json.key("official")
            .value_or_null(copy.evidence ? std::optional{copy.evidence->official} : std::nullopt);
        json.key("figures").value_or_null(copy.evidence ? std::optional{copy.evidence->figures}
                                                        : std::nullopt);
        json.key("verdict").value_or_null(
            copy.evidence ? std::optional{model::name_of(copy.evidence->verdict)} : std::nullopt);
        json.key("first_seen").value_or_null(base::to_iso(copy.first_seen));
        json.key("missing_since").value_or_null(base::to_iso(copy.missing_since));
        json.key("snapshot")
            .value_or_null(copy.evidence ? std::optional{copy.evidence->snapshot} : std::nullopt);
        json.field("content_digest", copy.content_digest);
        std::optional<parser::Differences> differences;
        if (how == Differs::no) {
            differences.emplace();
        } else {
            TRY(shown, read_again(store, with, copy));
            if (shown) differences = parser::compare_reports(standing.current.report, *shown);
        }
        write_differences(json, differences);
        sink(json.end_object().text());
    }
    return {};
}

}  // namespace ogi::daemon
