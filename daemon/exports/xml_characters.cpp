#include "daemon/exports/xml_characters.h"

namespace ogi::daemon {

std::string xml_characters(std::string_view text) {
    // They are UTF-8, and no characters.
    constexpr std::string_view no_characters[] = {"\xEF\xBF\xBE", "\xEF\xBF\xBF"};
    std::string out;
    out.reserve(text.size());
    while (!text.empty()) {
        const char c = text.front();
        if (text.starts_with(no_characters[0]) || text.starts_with(no_characters[1])) {
            text.remove_prefix(no_characters[0].size());
            continue;
        }
        if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t') out += c;
        text.remove_prefix(1);
    }
    return out;
}

}  // namespace ogi::daemon
