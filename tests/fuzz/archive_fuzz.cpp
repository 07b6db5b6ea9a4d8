#include "archive/capture_reader.h"
#include "archive/http_message.h"
#include "archive/record_digest.h"
#include "archive/record_writer.h"
#include "archive/snapshot_records.h"
#include "tests/fuzz/promise.h"

#include <sstream>
#include <string>

// Files that call themselves WARC or ARC: the reader ends, holds no more than its limits, and what it read is
// written and read again as it was.

using namespace ogi;

namespace {

constexpr std::size_t block_bytes_max = 1 << 16;

void promise_round_trip(const archive::Record& record) {
    std::stringstream file;
    archive::RecordWriter writer{file, archive::RecordWriter::Compression::gzip};
    if (record.fields.empty() || !writer.write(record)) return;  // Of an ARC file; a field with a line end.
    archive::RecordReader reader{file, block_bytes_max};
    const auto again = reader.next();
    fuzz::promise(again && *again, "what was read can be written and read");
    fuzz::promise((*again)->block == record.block, "a block comes back");
    fuzz::promise((*again)->type == record.type, "a type comes back");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::stringstream file{std::string{fuzz::as_text(data, size)}};
    archive::CaptureReader reader{file, block_bytes_max};
    // Every failure drops a byte at least.
    for (std::size_t turns = 0;; ++turns) {
        fuzz::promise(turns <= (size + 1) * 1'100, "a reader ends");
        const auto next = reader.next();
        if (!next) continue;
        if (!*next) return 0;
        const auto& record = (*next)->record;
        fuzz::promise(record.block.size() <= block_bytes_max, "a block keeps to its limit");
        archive::check_digest(record.field("WARC-Block-Digest"), record.block);
        if (const auto message = archive::parse_http_message(record.block))
            fuzz::promise(message->payload.size() <= record.block.size(), "a payload is a part of its block");
        promise_round_trip(record);
        const auto head = record.block.substr(0, archive::end_of_head(record.block).value_or(0));
        fuzz::promise(archive::original_head(head).size() <= head.size(), "a head is not made longer");
    }
}
