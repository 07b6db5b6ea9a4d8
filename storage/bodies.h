#pragma once

#include "storage/body_bases.h"
#include "storage/database.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// The values of the family bodies: a frame that stands alone, or one made against the body of another key,
// its base. A base always stands alone, so that two reads are enough for any body.
namespace ogi::storage {

struct StoredBody {
    std::string value;
    BodyBases::Base new_base{};  // Set where the body is to be its site's base from now on.
};

// Fails with `too_large`, or with what reading the site's base fails with.
base::Result<StoredBody> encode_body(Database& database, std::string_view site, const std::string& key,
                                     std::string_view body);
// The same so that it stands alone, as it must where others lean on it. Fails with `too_large`.
base::Result<StoredBody> encode_body_alone(const std::string& key, std::string_view body);
enum class BodyStanding { absent, readable, unreadable };
// Whether the files in which a body and its base lie can be read; what they hold is not looked at.
BodyStanding standing_of_body(const Database& database, std::string_view key);
// The key of the base that a value leans on; empty where it stands alone.
std::string_view base_of(std::string_view value);
// How many bytes the body of a value has, without unpacking it; nullopt where the value is damaged.
std::optional<std::uint64_t> body_bytes_of(std::string_view value);
// Fails with `malformed`, also where its base cannot be read.
base::Result<std::string> decode_body(const Database& database, std::string_view value);

}  // namespace ogi::storage
