#pragma once

#include "truth.h"

#include "extract/programs.h"
#include "model/report.h"

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace ogi::accuracy {

// How a question of the truth was answered.
struct Count {
    std::size_t asked = 0;
    std::size_t right = 0;

    void add(bool answer) { ++asked, right += answer; }
    Count& operator+=(const Count& other);
};

// What became of the documents: a sum over them.
struct Tally {
    std::size_t cells = 0;  // That the truth knows, numbers and none.
    std::size_t right = 0;
    std::size_t wrong = 0;                 // Another number than the document's.
    std::size_t missed = 0;                // None where the document has one.
    std::size_t invented = 0;              // One where the document has none.
    std::map<std::string, Count> answers;  // By question: "agency", "year", …, "whole".

    void add(const Tally& other);
};

struct Score {
    Tally tally;
    std::vector<std::string> differences;  // For a person, one a line.
};

// The document of a truth, read with extract and parser; of an archive the one that is a report for its year.
base::Result<model::Report> read_report(const Truth& truth, const extract::Programs& programs);

// Reads the document of a truth with extract and parser, and compares. A document that cannot be read has
// every cell missed.
Score score_document(const Truth& truth, const extract::Programs& programs);

// The comparison alone.
Score compare_report(const Truth& truth, const model::Report& report);

}  // namespace ogi::accuracy
