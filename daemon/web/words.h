#pragma once

#include "base/time.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// What pages say, in Chinese and in English.
namespace ogi::daemon {

enum class Language { zh, en };

// "zh", "en": of URLs. "zh-CN", "en": of the lang attribute.
std::string_view name_of(Language language);
std::string_view tag_of(Language language);

// The language of a reader, from an Accept-Language header (RFC 9110 §12.5.4): whichever of the two it likes
// better; Chinese where it names neither.
Language language_for(std::string_view accept_language);

// One a line of words.inc.
enum class Word {
#define OGI_WORD(name, zh, en) name,
#include "daemon/web/words.inc"
#undef OGI_WORD
    count
};
std::string_view say(Language language, Word word);
// The word for a name that data uses ("inconsistent", "connection_refused"), itself where there is none.
std::string say_name(Language language, std::string_view name);

// 54000 → "54,000".
std::string number_text(std::int64_t number);
// 2026年11月23日, 23 Nov 2026; in tables that are compared down a column 2026-11-23 is better.
std::string date_text(Language language, base::Date date);
// "2026-11-23 08:10" in Asia/Shanghai, of what base::to_iso wrote; as it is where it is none.
std::string moment_text(std::string_view iso);

}  // namespace ogi::daemon
