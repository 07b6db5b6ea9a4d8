#pragma once

#include "base/result.h"
#include "model/page.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// A page as it is stored under its URL: a head of fixed length, by which its place in the schedule is known
// and moved without reading the rest, then its members, packed (docs/formats.md).
namespace ogi::storage {

std::string page_record(const model::Page& page);
// Fails with `malformed` for what page_record did not write for this URL, and names the page.
base::Result<model::Page> read_page(std::string_view url, std::string_view record);

// When the page is due, without reading all of it; nullopt where the record is damaged.
std::optional<base::UtcTime> due_in(std::string_view record);
// Whether the page has a suspect, likewise.
bool is_suspect_in(std::string_view record);
// The record as it would be with another due_at. It must have one.
std::string with_due(std::string record, base::UtcTime due_at);

// Names this state of a record, as long as the program runs.
std::uint64_t stamp_of(std::string_view record);

}  // namespace ogi::storage
