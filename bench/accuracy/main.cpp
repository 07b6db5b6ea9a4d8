// How much of what documents say the parser reads, and what it reads that they do not say.
//
//     accuracy [OPTION…] FOLDER|FILE…   documents with X.truth.json beside them
//     accuracy [OPTION…] --peers FOLDER  a site made by ../shared/peers/sitegen.py
//
//     --json                 instead of text
//     --by trap|format       a line a group
//     --only FORMAT          documents of this format alone (html, text, docx, pdf, …); may be said again
//     --right-min PERCENT    of the cells            \  bars: exit code 1 where one is not met
//     --wrong-max N          cells wrong or invented  | wrong and invented count together
//     --whole-min PERCENT    of the documents        /
//     --may-be-absent        exit code 77 where there is nothing to read, instead of 2
#include "output.h"
#include "programs.h"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <cstring>
#include <functional>
#include <optional>
#include <string_view>

namespace {

using namespace ogi;
using namespace ogi::accuracy;
namespace fs = std::filesystem;

constexpr std::size_t differences_a_document_max = 12;
constexpr int bar_missed = 1, usage_error = 2, nothing_there = 77;

struct Options {
    std::vector<fs::path> paths;
    std::vector<fs::path> peers;
    bool json = false;
    bool may_be_absent = false;
    std::string by;
    std::vector<std::string> only;
    std::optional<double> right_min;
    std::optional<double> whole_min;
    std::optional<double> wrong_max;
};

std::optional<double> number(std::string_view text) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc{} && end == text.data() + text.size() ? std::optional{value} : std::nullopt;
}

std::optional<Options> read_options(int argc, char** argv) {
    Options options;
    for (int i = 1; i < argc; ++i) {
        const std::string_view word = argv[i];
        if (word == "--json") {
            options.json = true;
        } else if (word == "--may-be-absent") {
            options.may_be_absent = true;
        } else if (!word.starts_with("--")) {
            options.paths.emplace_back(word);
        } else if (i + 1 == argc) {
            return std::nullopt;
        } else if (const std::string_view value = argv[++i]; word == "--peers") {
            options.peers.emplace_back(value);
        } else if (word == "--only") {
            options.only.emplace_back(value);
        } else if (word == "--by" && (value == "trap" || value == "format")) {
            options.by = value;
        } else {
            auto* bar = word == "--right-min"   ? &options.right_min
                        : word == "--whole-min" ? &options.whole_min
                        : word == "--wrong-max" ? &options.wrong_max
                                                : nullptr;
            if (bar == nullptr || !(*bar = number(value))) return std::nullopt;
        }
    }
    if (options.paths.empty() == options.peers.empty()) return std::nullopt;
    return options;
}

void add_documents(const std::vector<Truth>& truths, const Options& options, Result& result) {
    const auto programs = programs_of_this_build();
    for (const auto& truth : truths) {
        if (!options.only.empty() && std::ranges::find(options.only, truth.format) == options.only.end())
            continue;
        auto score = score_document(truth, programs);
        result.all.add(score.tally);
        if (!options.by.empty())
            result.groups[options.by == "trap" ? truth.trap : truth.format].add(score.tally);
        if (score.differences.size() > differences_a_document_max) {
            const auto more = score.differences.size() - differences_a_document_max;
            score.differences.resize(differences_a_document_max);
            score.differences.push_back(truth.name + ": … and " + std::to_string(more) + " more");
        }
        for (auto& line : score.differences) result.differences.push_back(std::move(line));
    }
}

double percent(std::size_t part, std::size_t whole) {
    return whole == 0 ? 100.0 : 100.0 * static_cast<double>(part) / static_cast<double>(whole);
}

bool bars_met(const Options& options, const Tally& all) {
    const auto& whole = all.answers.at("whole");
    const auto wrong = static_cast<double>(all.wrong + all.invented);
    return percent(all.right, all.cells) >= options.right_min.value_or(0) &&
           percent(whole.right, whole.asked) >= options.whole_min.value_or(0) &&
           (!options.wrong_max || wrong <= *options.wrong_max);
}

int run(const Options& options) {
    Result result;
    const auto add_all = [&](const std::vector<fs::path>& paths, const auto& read) {
        for (const auto& path : paths) {
            const auto truths = read(path);
            if (!truths) {
                std::fprintf(stderr, "accuracy: %s\n", truths.error().context.c_str());
                const bool absent = truths.error().code == base::ErrorCode::not_found;
                return absent && options.may_be_absent ? nothing_there : usage_error;
            }
            add_documents(*truths, options, result);
        }
        return 0;
    };
    if (const int failed = add_all(options.paths, read_truths)) return failed;
    if (const int failed = add_all(options.peers, read_peers)) return failed;
    if (!result.all.answers.contains("whole")) {
        std::fputs("accuracy: no document of that format\n", stderr);
        return usage_error;
    }
    const auto text = options.json ? as_json(result) : as_text(result);
    std::fwrite(text.data(), 1, text.size(), stdout);
    return bars_met(options, result.all) ? 0 : bar_missed;
}

}  // namespace

int main(int argc, char** argv) {
    const auto options = read_options(argc, argv);
    if (options) return run(*options);
    std::fputs(
        "usage: accuracy [--json] [--by trap|format] [--only FORMAT] [--right-min PERCENT] [--wrong-max N]\n"
        "                [--whole-min PERCENT] [--may-be-absent] FOLDER|FILE... | --peers FOLDER\n",
        stderr);
    return usage_error;
}
