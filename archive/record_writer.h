#pragma once

#include "archive/record.h"
#include "base/result.h"

#include <ostream>
#include <string>
#include <string_view>

namespace ogi::archive {

// Writes WARC 1.1 records, each a gzip member of its own if wanted, so that a reader can begin at any of
// them.
class RecordWriter {
  public:
    enum class Compression { none, gzip };

    // `file` must outlive it.
    RecordWriter(std::ostream& file, Compression compression) : file_{file}, compression_{compression} {}

    // Writes type, id (made where there is none), date, target, content type, length and the block's digest,
    // then the fields of the record, but for those just named. Fails with `io`, and with `malformed` where a
    // field would break its line.
    base::Result<void> write(const Record& record);

  private:
    std::ostream& file_;
    Compression compression_;
};

// "<urn:uuid:…>" that follows from what the record is about: written again, a record has the same name.
std::string record_id(const Record& record);

}  // namespace ogi::archive
