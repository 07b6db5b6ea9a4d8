#include "daemon/cli/decision_commands.h"

#include "base/read_all.h"
#include "daemon/cli/client.h"
#include "daemon/cli/ending.h"
#include "daemon/cli/option_checks.h"
#include "daemon/control/order.h"
#include "daemon/decisions/decision_desk.h"
#include "daemon/open_store.h"
#include "model/decision_json.h"
#include "model/names.h"

#include <CLI/CLI.hpp>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <cerrno>
#include <charconv>
#include <cstring>
#include <fstream>
#include <iostream>
#include <memory>

namespace ogi::daemon {

using base::ErrorCode;
using base::fail;
using base::Result;
using model::DecisionKind;

namespace {

// As much as the daemon takes in one request.
constexpr std::size_t lines_bytes_max = std::size_t{16} << 20;

// The commands share one draft: only one of them is given.
struct Desk {
    CommandLine& line;
    std::shared_ptr<DecisionOptions> options = std::make_shared<DecisionOptions>();
};

void on_decided(CLI::App* command, const Desk& desk, std::optional<DecisionKind> kind) {
    add_format(command, desk.line.format);
    on_given(command, desk.line, [&line = desk.line, options = desk.options, kind](const Config& config) {
        set_up_messages(config.log_level);
        options->kind = kind;
        return end_with(decide_by_command(config, *options, line.format, std::cout));
    });
}

CLI::App* add_decision(CLI::App& app, const Desk& desk, DecisionKind kind, const std::string& name,
                       const std::string& words, const std::string& more = {}) {
    auto* command = add_command(app, name, words, more);
    auto& draft = desk.options->draft;
    command->add_option("--by", draft.by, "Who decides")->option_text("NAME")->required();
    command->add_option("--reason", draft.reason, "Why")->option_text("TEXT")->required();
    on_decided(command, desk, kind);
    return command;
}

Result<std::optional<base::Date>> read_day(const std::string& text) {
    if (text.empty()) return std::optional<base::Date>{};
    const auto day = base::parse_iso_date(text);
    if (!day) return fail(ErrorCode::usage, "write a day as in 2019-03-01, not \"" + text + "\"");
    return std::optional{*day};
}

// "2015-2018", "2019-", "-2014", "2016".
Result<std::optional<model::YearRange>> read_years(const std::string& text) {
    if (text.empty()) return std::optional<model::YearRange>{};
    const auto refuse = [&] {
        return fail(ErrorCode::usage, "write years as in 2015-2018, 2019- or -2014, not \"" + text + "\"");
    };
    const auto dash = text.find('-');
    const auto read = [](std::string_view digits, int& year) {
        if (digits.empty()) return true;
        const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), year);
        return problem == std::errc{} && end == digits.data() + digits.size() && year > 0;
    };
    const std::string_view first = std::string_view{text}.substr(0, dash);
    const auto last = dash == text.npos ? first : std::string_view{text}.substr(dash + 1);
    model::YearRange range;
    if (!read(first, range.first) || !read(last, range.last) || (first.empty() && last.empty()))
        return refuse();
    if (range.last != 0 && range.last < range.first) return refuse();
    return std::optional{range};
}

// What a cell should say.
Result<model::Figure> read_value(const std::string& text) {
    if (const auto number = model::Decimal::parse(text))
        return model::Figure{.kind = model::CellKind::number, .value = number};
    for (const auto kind : {model::CellKind::blank, model::CellKind::slash, model::CellKind::dash}) {
        if (text == model::name_of(kind)) return model::Figure{.kind = kind};
    }
    return fail(ErrorCode::usage, "write a number, blank, slash or dash, not \"" + text + "\"");
}

Result<std::string> lines_of_file(const std::string& file) {
    std::ifstream input{file, std::ios::binary};
    if (!input) return fail(ErrorCode::not_found, file + ": " + std::strerror(errno));
    auto lines = base::read_all(input);
    if (!lines) return fail(ErrorCode::io, file + " cannot be read");
    return *std::move(lines);
}

Result<std::string> line_of(const DecisionOptions& options) {
    auto draft = options.draft;
    draft.kind = *options.kind;
    TRY(from, read_day(options.from));
    TRY(to, read_day(options.to));
    TRY(years, read_years(options.years));
    draft.from = from, draft.to = to, draft.years = years;
    if (draft.kind == DecisionKind::cell_correct) {
        TRY(right, read_value(options.value));
        draft.right = std::move(right);
    }
    auto line = model::to_json(draft);
    if (const auto read = model::parse_decision_json(line); !read)
        return fail(ErrorCode::usage, read.error().context);
    return line;
}

// In pieces that end with a line; each is taken whole or not at all.
std::vector<std::string_view> pieces_of(std::string_view lines) {
    std::vector<std::string_view> pieces;
    while (lines.size() > lines_bytes_max) {
        const auto end = lines.rfind('\n', lines_bytes_max - 1);
        if (end == lines.npos) break;
        pieces.push_back(lines.substr(0, end + 1));
        lines.remove_prefix(end + 1);
    }
    pieces.push_back(lines);
    return pieces;
}

Result<std::string> hand_in(const Config& config, std::string_view lines) {
    TRY(client, Client::connect(config.control_socket()));
    if (!client) {
        TRY_VOID(check_there_is_a_store(config));
        TRY(store, open_for_writing(config));
        TRY(desk, DecisionDesk::open(*store, config.decisions_file(), base::utc_now()));
        TRY(taken, desk->take(lines, base::utc_now()));
        return taken.to_json();
    }
    std::string answer;
    TRY_VOID(client->ask(
        "POST", to_target(TakeDecisions{}),
        [&](std::string_view line) {
            answer = line;
            return true;
        },
        std::string{lines}));
    return answer;
}

void tell(std::string_view answer, OutputFormat format, std::ostream& out) {
    if (format != OutputFormat::table) {
        write_outcome(answer, format, out);
        return;
    }
    const auto said = boost::json::parse(answer).as_object();
    for (const auto& id : said.at("ids").as_array()) out << id.as_string().c_str() << '\n';
    write_outcome(answer, format, out);
    for (const auto& url : said.at("read_again").as_array())
        out << "to be visited again: " << url.as_string().c_str() << '\n';
}

void add_report_decisions(CLI::App& app, const Desk& desk) {
    auto& options = *desk.options;
    auto& draft = options.draft;
    auto* correct =
        add_decision(app, desk, DecisionKind::cell_correct, "correct",
                     "Put a figure right that a page prints wrong, as long as it prints that",
                     "A value that begins with a minus stands behind `--`.\n"
                     "  ogi correct 某县财政局 2023 requests.granted.total 21 --by 王某 --reason 已电话核实");
    correct->group(group_decisions);
    add_report_name(correct, draft.agency, draft.year);
    add_word(correct, "CELL", draft.cell, "Id of the cell, as ogi show lists them");
    add_word(correct, "VALUE", options.value, "What it should say: a number, blank, slash or dash");
    auto* confirm = add_decision(app, desk, DecisionKind::doubt_confirm, "confirm",
                                 "Say that a doubtful figure, or a failing check, is as the page prints it");
    confirm->group(group_decisions);
    add_report_name(confirm, draft.agency, draft.year);
    add_word(confirm, "CELL", draft.cell, "Id of the cell or of the check");
}

void add_agency_decisions(CLI::App& agencies, const Desk& desk) {
    auto& options = *desk.options;
    auto& draft = options.draft;
    const auto add = [&](DecisionKind kind, const std::string& name, const std::string& words,
                         const std::string& agency_words, const std::string& name_words) {
        auto* command = add_decision(agencies, desk, kind, name, words);
        add_word(command, "AGENCY", draft.agency, agency_words);
        add_word(command, "NAME", draft.name, name_words);
        return command;
    };
    add(DecisionKind::agency_merge, "merge", "Have the reports of one agency stand under another's name",
        "The agency that is another one", "The agency under whose name they stand from now on");
    add(DecisionKind::agency_alias, "alias", "Say that a name is another name of an agency", "The agency",
        "The other name");
    auto* rename =
        add(DecisionKind::agency_rename, "rename", "Say from when, or until when, an agency bore a name",
            "The agency, by the name it is known by", "The name it bore in that time");
    rename->add_option("--from", options.from, "First day of that name")->option_text("YYYY-MM-DD");
    rename->add_option("--to", options.to, "Last day of that name")->option_text("YYYY-MM-DD");
    auto* split =
        add(DecisionKind::agency_split, "split", "Have some reports of an agency stand under another name",
            "The agency under whose name they stand", "The agency that they are of");
    split->add_option("--years", options.years, "Reports on these years: 2015-2018, 2019-, -2014, 2016")
        ->option_text("YEARS")
        ->check(not_empty());
    split->add_option("--url", draft.url, "Reports on pages below this address")
        ->option_text("URL")
        ->check(not_empty());
    add(DecisionKind::doubt_confirm, "distinct", "Say that two names are two agencies", "One name",
        "The other");
}

void add_decision_file_commands(CLI::App& decisions, const Desk& desk) {
    auto* revoke = add_decision(decisions, desk, DecisionKind::revoke, "revoke",
                                "Have a decision hold no more; it stays in the file");
    add_word(revoke, "ID", desk.options->draft.revokes, "The decision, as ogi decisions lists it");
    auto* replay =
        add_command(decisions, "replay", "Take the decisions of another file that are not known here");
    add_word(replay, "FILE", desk.options->replay_file, "A decisions file");
    on_decided(replay, desk, {});
}

}  // namespace

void add_decisions(CLI::App& app, CommandLine& line) {
    const Desk desk{.line = line};
    auto* agencies = add_question(app, line, About::agencies, "agencies", "Every agency, with all its names");
    agencies->group(group_agencies);
    add_agency_part(agencies, line.question.agency, "Only agencies with this in a name or id");
    add_limit(agencies, line);
    auto* show = add_question(*agencies, line, About::agency, "show", "One agency and its reports");
    add_word(show, "AGENCY", line.question.agency, "Its name, or its id");
    add_limit(add_question(*agencies, line, About::doubts, "doubts", "Names that may be those of one agency",
                           "Why, and the command that would join them."),
              line);
    add_agency_decisions(*agencies, desk);
    auto* decisions =
        add_question(app, line, About::decisions, "decisions", "What people decided, and what became of it",
                     "It is kept in the decisions file (`store.decisions` of the configuration), "
                     "and can be taken back.");
    decisions->group(group_decisions);
    add_limit(decisions, line);
    add_question(*decisions, line, About::decisions, "list", "The same");
    add_decision_file_commands(*decisions, desk);
    add_report_decisions(app, desk);
}

Result<void> decide_by_command(const Config& config, const DecisionOptions& options, OutputFormat format,
                               std::ostream& out) {
    std::string lines;
    if (!options.replay_file.empty()) {
        TRY(read, lines_of_file(options.replay_file));
        lines = std::move(read);
    } else {
        TRY(line, line_of(options));
        lines = std::move(line);
    }
    for (const auto piece : pieces_of(lines)) {
        TRY(answer, hand_in(config, piece));
        tell(answer, format, out);
    }
    return {};
}

}  // namespace ogi::daemon
