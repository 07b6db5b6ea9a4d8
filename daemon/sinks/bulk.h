#pragma once

#include "base/result.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

// The lines of a `_bulk` request, and what its answer says of each.
namespace ogi::daemon {

struct BulkItem {
    std::string id{};
    std::int64_t version = 0;  // Compared as external_gte: an older one never replaces a newer one.
    std::string document{};    // One line of JSON; empty: the document goes.
};

// The action and the document, each with its newline.
std::string bulk_lines(const BulkItem& item);

enum class BulkFate {
    in,       // Or already there, or, of a removal, not there at all.
    older,    // What is there is newer.
    refused,  // Never as it is: a field that does not fit, too large.
    again,    // Not now.
    blocked,  // Not before somebody did something: no right, a disk that is full.
    no_index,
};

struct BulkOutcome {
    BulkFate fate = BulkFate::again;
    std::string why{};  // Of the last four.
};

// One outcome an item, in their order. Fails with `malformed` where the body is not the answer to so many
// items: then nobody knows what is in.
base::Result<std::vector<BulkOutcome>> read_bulk_answer(std::string_view body, std::size_t items);

// What a status outside of 200 … 299 means for a request, or for one item of it.
BulkFate fate_of(int status);

}  // namespace ogi::daemon
