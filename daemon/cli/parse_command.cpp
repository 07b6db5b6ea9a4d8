#include "daemon/cli/parse_command.h"

#include "base/json_writer.h"
#include "daemon/cli/report_file.h"
#include "daemon/config/programs.h"
#include "daemon/exit_code.h"
#include "model/report_json.h"

#include <iostream>

namespace ogi::daemon {

namespace {

void write_further(base::JsonWriter& json, const std::vector<model::Report>& reports) {
    json.key("further_reports").begin_array();
    for (std::size_t i = 1; i < reports.size(); ++i) {
        json.begin_object();
        model::write_report_members(json, reports[i]);
        json.end_object();
    }
    json.end_array();
}

}  // namespace

int parse_files(const std::vector<std::string>& files, const parser::Hints& hints, std::istream& in,
                std::ostream& out, std::ostream& err) {
    int code = 0;
    const auto programs = find_programs({});
    for (const auto& file : files) {
        const auto reports = read_report_file(file, hints, in, programs);
        if (!reports) {
            err << "ogi: " << reports.error().context << '\n';
            code = exit_failed;
            continue;
        }
        base::JsonWriter json;
        json.begin_object().field("file", file);
        model::write_report_members(json, reports->front());
        if (reports->size() > 1) write_further(json, *reports);
        json.end_object();
        out << json.text() << '\n';
        if (!reports->front().is_report && code == 0) code = exit_not_a_report;
    }
    return code;
}

}  // namespace ogi::daemon
