#pragma once

#include "extract/read_document.h"

#include <functional>
#include <string>

namespace ogi::extract {

struct Outcome {
    std::string said;    // "" if the body was read, else why not.
    std::string limits;  // Document::limits, by spaces.
    double cpu_seconds = 0;
    long peak_kib = 0;
};

// Reads what `body` makes in a child process, whose memory is its own.
Outcome read_apart(const std::function<std::string()>& body, HtmlParser parser = HtmlParser::quickest);

}  // namespace ogi::extract
