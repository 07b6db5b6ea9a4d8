#include "daemon/web/agency_search.h"

#include "base/utf8.h"
#include "daemon/decisions/known_agencies.h"
#include "daemon/web/keyset.h"
#include "parser/fold.h"

#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <memory>

namespace ogi::daemon {

using base::Result;

namespace {

// In simplified characters.
std::string simplified(std::string_view text) {
    UErrorCode status = U_ZERO_ERROR;
    // Made once: ICU reads its rules for it. Using it changes nothing of it.
    static const std::unique_ptr<icu::Transliterator> to_simplified{
        icu::Transliterator::createInstance("Hant-Hans", UTRANS_FORWARD, status)};
    if (!to_simplified) return std::string{text};
    auto unicode =
        icu::UnicodeString::fromUTF8(icu::StringPiece{text.data(), static_cast<std::int32_t>(text.size())});
    to_simplified->transliterate(unicode);
    std::string made;
    return unicode.toUTF8String(made);
}

bool is_ascii(std::string_view text) {
    return base::count_leading_ascii(text) == text.size();
}

std::u32string comparable(std::string_view text) {
    auto folded = parser::folded(is_ascii(text) ? std::string{text} : simplified(text));
    for (auto& c : folded)
        if (c >= U'A' && c <= U'Z') c += U'a' - U'A';
    return folded;
}

bool is_found_in(const std::vector<std::u32string>& parts, const KnownAgency& agency) {
    // Of an id no part counts: letters and digits stand in any of them.
    const bool is_id = parts.size() == 1 && parts.front() == comparable(agency.id);
    if (is_id || is_found(parts, agency.roster_name)) return true;
    return std::ranges::any_of(agency.names, [&](const auto& known) { return is_found(parts, known.first); });
}

}  // namespace

std::vector<std::u32string> search_parts(std::string_view query) {
    std::vector<std::u32string> parts;
    std::string part;
    const auto take = [&] {
        if (auto folded = comparable(part); !folded.empty()) parts.push_back(std::move(folded));
        part.clear();
    };
    while (!query.empty()) {
        const auto [c, length] = base::decode_utf8(query);
        if (base::is_space(c)) {
            take();
        } else {
            part += query.substr(0, length);
        }
        query.remove_prefix(length);
    }
    take();
    return parts;
}

bool is_found(const std::vector<std::u32string>& parts, std::string_view text) {
    const auto in = comparable(text);
    return std::ranges::all_of(parts,
                               [&](const auto& part) { return in.find(part) != std::u32string::npos; });
}

Result<Rows> search_rows(const ApiContext& context, const PageRequest& request) {
    const auto parts = search_parts(request.parameter("q"));
    const auto rulings = context.rulings->read();
    TRY(known, known_agencies(context.store, *rulings));
    TRY_VOID(known.health);
    std::erase_if(known.agencies, [&](const KnownAgency& agency) { return !is_found_in(parts, agency); });
    return rows_behind(
        request, known.agencies, [](const KnownAgency& agency) { return agency.name() + "/" + agency.id; },
        [&](const KnownAgency& agency) { return to_json(agency, *rulings); });
}

}  // namespace ogi::daemon
