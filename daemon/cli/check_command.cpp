#include "daemon/cli/check_command.h"

#include "daemon/cli/check_output.h"
#include "daemon/cli/report_file.h"
#include "daemon/exit_code.h"

#include <optional>
#include <ostream>

namespace ogi::daemon {

namespace {

int exit_code_for(const model::Report& report, const parser::Review& review) {
    if (!report.is_report) return exit_not_a_report;
    const auto grave = review.count(parser::Severity::error) + review.count(parser::Severity::doubt);
    return grave == 0 ? 0 : exit_findings;
}

}  // namespace

int check_file(const CheckOptions& options, std::istream& in, std::ostream& out, std::ostream& err) {
    const auto give_up = [&](const base::Error& error) {
        err << "ogi: " << error.context << '\n';
        return exit_failed;
    };
    const auto reports = read_report_file(options.file, options.hints, in);
    if (!reports) return give_up(reports.error());
    if (reports->size() > 1)
        err << "ogi: " << options.file << " holds " << reports->size() << " reports; the first is checked\n";
    const auto& report = reports->front();
    std::optional<model::Report> last_year;
    if (!options.last_year.empty()) {
        auto read = read_report_file(options.last_year, {.url = {}, .agency = options.hints.agency}, in);
        if (!read) return give_up(read.error());
        last_year = std::move(read->front());
    }
    // Of a page that is no report there is nothing to tell but that.
    const auto review =
        report.is_report ? parser::review(report, last_year ? &*last_year : nullptr) : parser::Review{};
    const CheckedReport checked{options.file, options.last_year, report, review};
    options.format == CheckFormat::json ? write_check_json(out, checked) : write_check_text(out, checked);
    return exit_code_for(report, review);
}

}  // namespace ogi::daemon
