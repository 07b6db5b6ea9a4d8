#include "daemon/cli/crawl_commands.h"

#include <CLI/CLI.hpp>

namespace ogi::daemon {

void add_crawl_commands(CLI::App& app, CommandLine& line) {
    add_question(app, line, About::status, "status", "The store, and what the daemon is doing, at a glance")
        ->group(group_crawl);
    add_question(app, line, About::hosts, "hosts", "Every host: what it waits for, until when, and why",
                 "How many of its pages are due is counted to 1000.")
        ->group(group_crawl);
    auto* pages = add_question(app, line, About::pages, "pages",
                               "Every known page: how its last visit ended and why, and when the next is");
    pages->group(group_crawl);
    add_limit(pages, line);
}

}  // namespace ogi::daemon
