#pragma once

#include "base/result.h"
#include "model/decimal.h"
#include "model/report.h"

#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

// What a careful reader found in a document, written down before any program read it.
namespace ogi::accuracy {

struct TrueCell {
    std::optional<model::Decimal> value;  // None: the document shows no number there.
    std::optional<model::CellKind> kind;  // Why not, where the truth says so.
};

struct TrueStatement {
    std::string name;
    std::optional<model::Decimal> value;
    bool approximate = false;
};

// A member without a value is not compared.
struct Truth {
    std::string name;  // For a person: which document.
    std::filesystem::path document;
    std::string trap;    // What is difficult about it; empty where the truth names nothing.
    std::string format;  // "html", "text", "docx", …; for generated sites the template and the charset.
    std::string url;     // Where it came from; may be empty.
    std::string content_type;  // The header it came with; may be empty.
    std::string agency_hint;   // What the configuration would say; may be empty.
    bool is_report = true;
    std::string reason;  // Words that the reason for being none must contain.
    std::optional<std::string> agency;
    std::optional<int> year;
    std::optional<std::string> published;  // "2024-01-12"; "": the document shows no date.
    std::optional<std::string> generation;
    std::optional<bool> official;
    std::map<std::string, TrueCell> cells;
    bool glued = false;  // The text does not tell its cells apart: missing is right, wrong is not.
    std::optional<std::set<std::string>> violated;                   // Identities of the form.
    std::optional<std::set<std::string>> prose_violated;             // prose.*
    std::optional<std::set<std::string>> misuse;                     // misuse.*
    std::optional<std::vector<std::vector<std::string>>> stat_rows;  // Of the only stat_table.
    std::vector<TrueStatement> statements;                           // At least these.
    std::set<std::string> anomalies;                                 // At least these.
    std::optional<std::set<std::string>> noise;
};

// Every X.truth.json in the folder `path` with each document X.* beside it, or the one truth beside the
// document `path`; in order of name. Fails with `not_found` and `malformed`.
base::Result<std::vector<Truth>> read_truths(const std::filesystem::path& path);

// The lines of a generated site's truth.jsonl (../shared/peers/sitegen.py), documents below www/; its other
// pages are no reports. Fails with `not_found` and `malformed`.
base::Result<std::vector<Truth>> read_peers(const std::filesystem::path& folder);

// All bytes of a file; nullopt where it cannot be read.
std::optional<std::string> file_bytes(const std::filesystem::path& path);

}  // namespace ogi::accuracy
