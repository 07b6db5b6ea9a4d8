#include "daemon/cli/diff_options.h"

#include "daemon/cli/option_checks.h"

#include <CLI/CLI.hpp>

#include <map>
#include <string>

namespace ogi::daemon {

void add_diff_options(CLI::App* diff, Question& question, OutputFormat& format) {
    diff->add_option("--from", question.from, "Revision (default: the one before --to)")
        ->option_text("N")
        ->check(whole_number(1));
    diff->add_option("--to", question.to, "Revision (default: the current one)")
        ->option_text("N")
        ->check(whole_number(1));
    diff->add_option("--against", question.against, "Compare with the report on this year instead")
        ->option_text("YEAR")
        ->check(CLI::Range(2000, 2100));
    static const std::map<std::string, OutputFormat> formats = {{"table", OutputFormat::table},
                                                                {"json", OutputFormat::json},
                                                                {"ndjson", OutputFormat::ndjson},
                                                                {"csv", OutputFormat::csv},
                                                                {"json-patch", OutputFormat::json_patch}};
    diff->add_option("-o,--output", format, "table, json, ndjson, csv or json-patch (RFC 6902)")
        ->transform(one_of(formats))
        ->option_text("FORMAT");
    diff->callback([&question, &format] {
        question.about = About::diff;
        if (format == OutputFormat::json_patch) question.form = DiffForm::json_patch;
    });
}

}  // namespace ogi::daemon
