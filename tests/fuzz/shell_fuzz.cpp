#include "crawler/shell.h"
#include "tests/fuzz/promise.h"

// Pages that only lead on: what is found stands in the body, letter for letter or behind an escape.

using namespace ogi;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto body = fuzz::as_text(data, size);
    const auto target = crawler::shell_target(body);
    if (target) {
        fuzz::promise(body.size() <= crawler::shell_bytes_max, "a shell is small");
        fuzz::promise(target->size() <= body.size(), "a target is part of its shell");
    }
    static_cast<void>(crawler::shows_nothing(body));
    static_cast<void>(crawler::script_target(body));
    return 0;
}
