#pragma once

#include <string>
#include <vector>

namespace ogi::crawler {

// Answers of the system's resolver for names that end in ".test", for the whole program: it stands before
// getaddrinfo. Other names go to the system.
struct StubResolver {
    static void answer(const std::string& name, std::vector<std::string> addresses);
    static void fail(const std::string& name);

    static int peak();  // The most at the same time since reset_peak.
    static void reset_peak();
};

}  // namespace ogi::crawler
