#pragma once

#include "score.h"

#include <map>
#include <string>
#include <vector>

namespace ogi::accuracy {

// The sum over all documents, and over those of one trap or format.
struct Result {
    Tally all;
    std::map<std::string, Tally> groups;  // Empty unless asked for.
    std::vector<std::string> differences;
};

std::string as_text(const Result& result);
std::string as_json(const Result& result);

}  // namespace ogi::accuracy
