#include "daemon/cli/table_export.h"

#include "base/counted.h"
#include "daemon/answers/trouble.h"
#include "daemon/cli/export_moment.h"
#include "daemon/cli/progress_bar.h"
#include "daemon/cli/reader.h"
#include "daemon/decisions/known_decisions.h"
#include "daemon/decisions/rulings.h"
#include "daemon/exports/region.h"
#include "daemon/open_store.h"
#include "model/change_json.h"
#include "model/json_fields.h"

#include <algorithm>
#include <map>
#include <vector>

namespace ogi::daemon {

using base::ErrorCode;
using base::Result;
namespace fields = model::json_fields;

namespace {

constexpr std::uint64_t reports_a_progress = 200;

Question about(About what) {
    Question question;
    question.about = what;
    return question;
}

// What was exported of one agency name.
struct ExportedName {
    std::string agency_id;
    std::vector<int> years;  // Rising.
};

// One run: what has been read so far, and what went wrong.
class Run {
  public:
    Run(const Config& config, const ReportSelection& selection, const ExportMoment& moment, Rulings rulings,
        Export& into)
        : config_{config},
          selection_{selection},
          moment_{moment},
          rulings_{std::move(rulings)},
          into_{into} {}

    Result<void> reports() {
        auto question = about(About::reports);
        question.agency = selection_.agency;
        question.year = selection_.year;
        question.as_of = moment_.cursor;
        ProgressBar bar;
        TRY_VOID(walk(question, [&](std::string_view line) -> Result<void> {
            TRY(stored, read_report_line(line));
            if (!is_in_region(stored.report.agency.division, selection_.region)) return {};
            if (++count_ % reports_a_progress == 0) bar.show(ExportProgress{count_});
            return take(std::move(stored));
        }));
        return {};
    }

    Result<void> agencies() {
        std::map<std::string, std::string> wanted;  // Id to the last name.
        for (const auto& [name, exported] : names_) wanted[exported.agency_id] = name;
        TRY_VOID(walk(about(About::agencies), [&](std::string_view line) -> Result<void> {
            TRY(agency, fields::parse_object(line));
            if (wanted.erase(fields::text_of(agency, "id")) == 0) return {};
            return into_.agency(agency);
        }));
        for (const auto& [id, name] : wanted) TRY_VOID(into_.agency(id, name));
        return {};
    }

    Result<void> changes() {
        return walk(about(About::changes), [&](std::string_view line) -> Result<void> {
            TRY(change, model::parse_change_json(line));
            const auto name = names_.find(change.key.agency);
            if (change.sequence > moment_.sequence || name == names_.end()) return {};
            if (!std::ranges::binary_search(name->second.years, change.key.year)) return {};
            return into_.change(change);
        });
    }

    std::uint64_t count() const { return count_; }
    const Trouble& trouble() const { return trouble_; }

  private:
    Result<void> take(StoredReport stored) {
        const auto& agency = stored.report.agency.name;
        auto& exported = names_[agency];
        if (exported.agency_id.empty())
            exported.agency_id = stored.agency_id.empty() ? rulings_.id_of(agency) : stored.agency_id;
        exported.years.push_back(stored.report.year);
        if (stored.agency_id.empty()) {
            // As of an earlier moment a line does not say it.
            stored.line.insert(1, R"("agency_id":")" + exported.agency_id + R"(",)");
            stored.agency_id = exported.agency_id;
        }
        return into_.report(stored);
    }

    // What cannot be read is told at the end; what cannot be written ends it.
    template <class Take>
    Result<void> walk(const Question& question, Take take) {
        Result<void> health;
        const auto done = read(config_, question, [&](std::string_view line) {
            auto taken = take(line);
            if (!taken && taken.error().code == ErrorCode::malformed) {
                trouble_ = with_trouble(trouble_, taken.error());
                return true;
            }
            health = std::move(taken);
            return health.has_value();
        });
        TRY_VOID(health);
        if (done) return {};
        if (done.error().code != ErrorCode::malformed) return done.error();
        trouble_ = with_trouble(trouble_, done.error());
        return {};
    }

    const Config& config_;
    const ReportSelection& selection_;
    const ExportMoment& moment_;
    Rulings rulings_;
    Export& into_;
    std::map<std::string, ExportedName, std::less<>> names_;
    std::uint64_t count_ = 0;
    Trouble trouble_{};
};

std::string words_of(const ReportSelection& selection) {
    std::string words;
    const auto add = [&](std::string_view name, const std::string& value) {
        if (!value.empty()) words.append(words.empty() ? "" : " ").append(name).append("=").append(value);
    };
    add("agency", selection.agency);
    add("year", selection.year == 0 ? "" : std::to_string(selection.year));
    add("region", selection.region);
    return words;
}

// "urn:ogid:…"
Result<std::string> name_of_store(const Config& config) {
    std::string status;
    TRY_VOID(read(config, about(About::status), [&](std::string_view line) {
        status = line;
        return true;
    }));
    TRY(object, fields::parse_object(status));
    return fields::text_of(object, "store");
}

}  // namespace

std::string progress_text(const ExportProgress& progress, std::chrono::milliseconds elapsed, std::size_t) {
    const auto seconds = std::max<std::int64_t>(elapsed.count() / 1000, 1);
    return base::counted(progress.reports, "report") + "  " +
           std::to_string(progress.reports / static_cast<std::uint64_t>(seconds)) + " reports/s";
}

Result<ExportOutcome> export_reports(const Config& config, const ReportSelection& selection,
                                     const MakeExport& make) {
    TRY(source, name_of_store(config));
    TRY(moment, moment_to_export(config, selection.as_of));
    const ExportStamp stamp{.source = source,
                            .as_of = moment.cursor,
                            .recorded_at = moment.recorded_at,
                            .selection = words_of(selection),
                            .made_at = base::utc_now()};
    TRY(store, open_for_reading(config));
    TRY(decided, known_decisions(*store, config.decisions_file()));
    store.reset();
    TRY(into, make(stamp));
    Run run{config, selection, moment, Rulings{std::move(decided.decisions)}, *into};
    TRY_VOID(run.reports());
    if (run.count() == 0) {
        if (run.trouble()) return *run.trouble();
        return base::fail(ErrorCode::not_found, "no report in the store is of what was asked for");
    }
    if (into->wants_agencies_and_changes()) {
        TRY_VOID(run.agencies());
        TRY_VOID(run.changes());
    }
    TRY_VOID(into->finish());
    ExportOutcome outcome{.reports = run.count(), .as_of = moment.cursor, .trouble = run.trouble()};
    if (const auto left_out = into->left_out(); !left_out.empty()) {
        outcome.trouble =
            with_trouble(outcome.trouble, base::fail(ErrorCode::malformed, "not in the tables: " + left_out));
    }
    return outcome;
}

}  // namespace ogi::daemon
