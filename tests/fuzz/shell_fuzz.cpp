#include "crawler/script_values.h"
#include "crawler/shell.h"
#include "tests/fuzz/promise.h"

// Pages that only lead on, however they say where.

using namespace ogi;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto body = fuzz::as_text(data, size);
    const auto page = *base::Url::parse("http://www.example.gov.cn/zfxxgk/index.html?k=1");
    const auto target = crawler::shell_target(body, page);
    if (target) {
        fuzz::promise(body.size() <= crawler::shell_bytes_max, "a shell is small");
        fuzz::promise(target->size() <= crawler::script_text_bytes_max || target->size() <= body.size(),
                      "a target is bounded");
        fuzz::promise(!crawler::is_unread_shell(body, page), "what is followed is understood");
    }
    static_cast<void>(crawler::shows_nothing(body));
    static_cast<void>(crawler::script_target(body, page));
    return 0;
}
