#include "storage/bodies.h"

#include "base/digest.h"
#include "storage/keys.h"

#include <algorithm>
#include <optional>

namespace ogi::storage {

using base::ErrorCode;
using base::fail;
using base::Result;

namespace {

// The first byte of a value.
constexpr std::string_view stands_alone{"\x00", 1};
constexpr std::string_view has_base{"\x01"};

// Smaller bodies stand alone: what a base would save is less than its key takes.
constexpr std::size_t based_bytes_min = 1024;
// A base must have become so many times smaller by itself, or it is no page with a template.
constexpr std::size_t base_shrinks = 2;
// A base helps where a body takes so many times less than it would alone.
constexpr double help_least = 2;

BodyBases::Base make_base(std::string key, std::string_view body, std::size_t value_bytes) {
    return std::make_shared<const BodyBase>(
        BodyBase{std::move(key), Dictionary{body.substr(0, base_bytes_max)},
                 static_cast<double>(value_bytes) / static_cast<double>(body.size())});
}

Result<std::string> decode_alone(std::string_view value) {
    if (!value.starts_with(stands_alone))
        return fail(ErrorCode::malformed, "a body that should stand alone does not");
    return from_frame(value.substr(stands_alone.size()));
}

// nullptr where the site has none that can be used; another body takes its place then.
Result<BodyBases::Base> find_base(Database& database, std::string_view site) {
    if (auto ready = database.bases.find(site)) return ready;
    TRY(key, database.get(Family::body_bases, site));
    if (!key) return BodyBases::Base{};
    const auto value = database.get(Family::bodies, *key);
    if (!value || !*value) return BodyBases::Base{};
    const auto body = decode_alone(**value);
    if (!body || encode_body_key(base::sha256_hex(*body)).value() != *key || !usable_as_dictionary(*body))
        return BodyBases::Base{};
    auto base = make_base(*std::move(key), *body, (*value)->size());
    database.bases.put(site, base);
    return base;
}

}  // namespace

Result<StoredBody> encode_body_alone(const std::string& key, std::string_view body) {
    TRY(value, to_frame(body, nullptr, stands_alone));
    StoredBody stored{std::move(value)};
    if (body.size() >= based_bytes_min && stored.value.size() * base_shrinks <= body.size() &&
        usable_as_dictionary(body))
        stored.new_base = make_base(key, body, stored.value.size());
    return stored;
}

Result<StoredBody> encode_body(Database& database, std::string_view site, const std::string& key,
                               std::string_view body) {
    if (body.size() < based_bytes_min) return encode_body_alone(key, body);
    TRY(base, find_base(database, site));
    if (!base) return encode_body_alone(key, body);
    TRY(value, to_frame(body, &base->dictionary, std::string{has_base} + base->key));
    // What does not compress at all says nothing of the base.
    if (value.size() * base_shrinks > body.size()) return StoredBody{std::move(value)};
    std::optional<StoredBody> other;
    auto bytes_alone = static_cast<double>(body.size()) * base->ratio;
    if (!database.bases.proven(site, base)) {
        TRY(made, encode_body_alone(key, body));
        bytes_alone = static_cast<double>(made.value.size());
        other = std::move(made);
    }
    const bool helped = static_cast<double>(value.size()) * help_least <= bytes_alone;
    if (!database.bases.note(site, base, helped)) return StoredBody{std::move(value)};
    if (other) return *std::move(other);
    return encode_body_alone(key, body);
}

BodyStanding standing_of_body(const Database& database, std::string_view key) {
    const auto value = database.get(Family::bodies, key);
    if (value && !*value) return BodyStanding::absent;
    if (!value) return BodyStanding::unreadable;
    const auto base = base_of(**value);
    if (base.empty()) return BodyStanding::readable;
    const auto has_base_body = database.has(Family::bodies, base);
    return has_base_body && *has_base_body ? BodyStanding::readable : BodyStanding::unreadable;
}

std::string_view base_of(std::string_view value) {
    return value.starts_with(has_base) ? value.substr(has_base.size(), body_key_bytes) : std::string_view{};
}

std::optional<std::uint64_t> body_bytes_of(std::string_view value) {
    if (value.empty()) return std::nullopt;
    const auto head = value.starts_with(has_base) ? has_base.size() + body_key_bytes : stands_alone.size();
    return value.size() < head ? std::nullopt : frame_content_bytes(value.substr(head));
}

Result<std::string> decode_body(const Database& database, std::string_view value) {
    if (!value.starts_with(has_base)) return decode_alone(value);
    const auto key = base_of(value);
    TRY(base_value, database.get(Family::bodies, key));
    if (!base_value) return fail(ErrorCode::malformed, "the body it is stored against is not there");
    auto base = decode_alone(*base_value);
    if (!base) return in_record(std::move(base).error(), "body it is stored against");
    base->resize(std::min(base->size(), base_bytes_max));
    return from_frame(value.substr(has_base.size() + key.size()), *base);
}

}  // namespace ogi::storage
