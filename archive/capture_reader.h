#pragma once

#include "archive/record_reader.h"

#include <deque>
#include <istream>
#include <optional>
#include <string>
#include <vector>

namespace ogi::archive {

// A record that holds what was at an address, and how that was asked for.
struct Capture {
    Record record;  // "response", "resource" or "revisit".
    std::string method = "GET";
    std::string form{};  // What the request's body held.
};

// Reads the captures of a WARC or ARC file, in their order. The request that belongs to a capture is found
// before and behind it.
class CaptureReader {
  public:
    // Requests that wait for their capture, at most; the oldest goes first.
    static constexpr std::size_t requests_max = 8;

    // `file` must outlive it.
    explicit CaptureReader(std::istream& file,
                           std::size_t block_bytes_max = RecordReader::block_bytes_max_default)
        : records_{file, block_bytes_max} {}

    // The next capture; nothing at the end. Fails as RecordReader::next does, and goes on after it.
    base::Result<std::optional<Capture>> next();

  private:
    struct Request {
        std::string id;
        std::string target_uri;
        base::UtcTime date{};
        std::vector<std::string> belongs_to;
        std::string method;
        std::string body;
    };

    void note_request(const Record& record);
    Capture finish(Record record);

    RecordReader records_;
    std::optional<Record> pending_;
    std::deque<Request> requests_;
};

}  // namespace ogi::archive
