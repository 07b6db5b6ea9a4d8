#include "truth.h"

#include "model/names.h"
#include "parser/catalogue.h"

#include <boost/json.hpp>

#include <algorithm>
#include <fstream>
#include <sstream>

namespace ogi::accuracy {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

// Numbers of a truth file have few enough digits for a double to give them back.
constexpr int double_digits = 15;

std::optional<model::Decimal> number_in(const json::value& value) {
    if (value.is_null()) return std::nullopt;
    if (value.is_string()) return model::Decimal::parse(std::string_view{value.as_string()});
    if (value.is_int64()) return model::Decimal::whole(value.as_int64());
    std::ostringstream text;
    text.precision(double_digits);
    text << value.as_double();
    return model::Decimal::parse(text.str());
}

std::string text_at(const json::object& object, std::string_view key) {
    const auto* found = object.if_contains(key);
    return found != nullptr && found->is_string() ? std::string{found->as_string()} : std::string{};
}

// null is as good as nothing: the reader did not say.
std::optional<std::string> said_at(const json::object& object, std::string_view key) {
    const auto* found = object.if_contains(key);
    return found != nullptr && found->is_string() ? std::optional{std::string{found->as_string()}}
                                                  : std::nullopt;
}

std::set<std::string> words_in(const json::value& list) {
    std::set<std::string> words;
    for (const auto& word : list.as_array()) words.emplace(word.as_string());
    return words;
}

std::optional<std::set<std::string>> words_at(const json::object& object, std::string_view key) {
    const auto* found = object.if_contains(key);
    return found == nullptr ? std::nullopt : std::optional{words_in(*found)};
}

bool in_form(const parser::FormCell& cell, std::string_view generation) {
    return generation == "2019" ? cell.in_2019 : generation == "2021" ? cell.in_2021 : false;
}

// "other_cells" says what every cell of the form holds that "cells" does not name.
void read_true_cells(const json::object& object, Truth& truth) {
    if (const auto* others = object.if_contains("other_cells")) {
        for (const auto& cell : parser::form_cells()) {
            if (in_form(cell, truth.generation.value_or(""))) truth.cells[cell.id].value = number_in(*others);
        }
    }
    if (const auto* cells = object.if_contains("cells")) {
        for (const auto& [id, value] : cells->as_object())
            truth.cells[std::string{id}].value = number_in(value);
    }
    if (const auto* kinds = object.if_contains("kinds")) {
        for (const auto& [id, word] : kinds->as_object()) {
            auto& cell = truth.cells[std::string{id}];
            cell.value.reset();
            cell.kind = model::from_name<model::CellKind>(std::string_view{word.as_string()}).value();
        }
    }
}

void read_further(const json::object& object, Truth& truth) {
    if (const auto* checks = object.if_contains("checks")) {
        truth.violated = words_at(checks->as_object(), "violated");
    }
    truth.prose_violated = words_at(object, "prose_violated");
    truth.misuse = words_at(object, "misuse");
    truth.noise = words_at(object, "noise");
    truth.anomalies =
        object.contains("anomaly_codes") ? words_in(object.at("anomaly_codes")) : std::set<std::string>{};
    if (const auto* table = object.if_contains("stat_table")) {
        auto& rows = truth.stat_rows.emplace();
        for (const auto& row : table->as_object().at("rows").as_array()) {
            auto& cells = rows.emplace_back();
            for (const auto& cell : row.as_array()) {
                const auto number = cell.is_string() ? std::nullopt : number_in(cell);
                cells.push_back(number ? number->text() : std::string{cell.as_string()});
            }
        }
    }
    if (const auto* statements = object.if_contains("statements")) {
        for (const auto& entry : statements->as_array()) {
            const auto& said = entry.as_object();
            truth.statements.push_back({text_at(said, "name"), number_in(said.at("value")),
                                        said.contains("approximate") && said.at("approximate").as_bool()});
        }
    }
}

Truth truth_of(const json::object& object) {
    Truth truth;
    truth.trap = text_at(object, "trap");
    truth.url = text_at(object, "url");
    truth.content_type = text_at(object, "content_type");
    truth.reason = text_at(object, "not_report");
    truth.is_report = !object.contains("not_report");
    if (truth.is_report) {
        truth.agency = said_at(object, "agency");
        if (const auto* year = object.if_contains("year"); year != nullptr && year->is_int64()) {
            truth.year = static_cast<int>(year->as_int64());
        }
        truth.generation = said_at(object, "generation");
        truth.published = said_at(object, "published");
    }
    // A name that even a person only inferred is one that the configuration has to give.
    truth.agency_hint =
        object.contains("agency_confidence") ? text_at(object, "agency") : text_at(object, "agency_hint");
    if (const auto* official = object.if_contains("official")) truth.official = official->as_bool();
    truth.glued = object.contains("glued") && object.at("glued").as_bool();
    read_true_cells(object, truth);
    read_further(object, truth);
    return truth;
}

constexpr std::string_view truth_suffix = ".truth.json";
struct DocumentKind {
    std::string_view suffix;
    std::string_view format;
};
constexpr DocumentKind document_kinds[] = {
    {".html", "html"}, {".htm", "html"}, {".txt", "text"}, {".docx", "docx"},
    {".doc", "doc"},   {".wps", "wps"},  {".rtf", "rtf"},  {".xlsx", "xlsx"},
    {".xls", "xls"},   {".pdf", "pdf"},  {".png", "png"},  {".zip", "zip"},
};

base::Result<Truth> read_truth(const fs::path& file, const fs::path& document, std::string_view format) {
    const auto bytes = file_bytes(file);
    if (!bytes) return base::fail(base::ErrorCode::not_found, file.string());
    try {
        auto truth = truth_of(json::parse(*bytes).as_object());
        truth.document = document;
        truth.name = document.filename().string();
        truth.format = format;
        return truth;
    } catch (const std::exception& error) {
        return base::fail(base::ErrorCode::malformed, file.string() + ": " + error.what());
    }
}

fs::path without_truth_suffix(const fs::path& file) {
    const auto text = file.string();
    return text.substr(0, text.size() - truth_suffix.size());
}

}  // namespace

std::optional<std::string> file_bytes(const fs::path& path) {
    std::ifstream in{path, std::ios::binary};
    if (!in) return std::nullopt;
    std::ostringstream bytes;
    bytes << in.rdbuf();
    return std::move(bytes).str();
}

base::Result<std::vector<Truth>> read_truths(const fs::path& path) {
    std::vector<fs::path> files;
    if (fs::is_directory(path)) {
        for (const auto& entry : fs::directory_iterator{path}) {
            if (entry.path().string().ends_with(truth_suffix)) files.push_back(entry.path());
        }
        std::ranges::sort(files);
    } else {
        auto beside = path;
        files.push_back(beside.replace_extension(truth_suffix));
    }
    std::vector<Truth> truths;
    for (const auto& file : files) {
        for (const auto& [suffix, format] : document_kinds) {
            auto document = without_truth_suffix(file);
            document += suffix;
            if (!fs::exists(document)) continue;
            TRY(truth, read_truth(file, document, format));
            truths.push_back(std::move(truth));
        }
    }
    if (truths.empty())
        return base::fail(base::ErrorCode::not_found, "no documents with truth at " + path.string());
    return truths;
}

}  // namespace ogi::accuracy
