#pragma once

#include "daemon/web/html.h"
#include "daemon/web/words.h"

#include <string_view>

// What the daemon says in English sentences: why a request is refused, what a host's last visit met.
namespace ogi::daemon {

// Whether the sentence has Chinese words (details.inc). What other programs and sites say stands in it as it
// is.
bool has_chinese_words(std::string_view detail);

// The sentence for a reader of that language. Where it has no Chinese words, or a part of it has none, that
// stands there in English, marked as such.
void write_detail(Html& html, Language language, std::string_view detail);

}  // namespace ogi::daemon
