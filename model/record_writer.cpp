#include "model/record_writer.h"

#include "base/utf8.h"

namespace ogi::model {

void RecordWriter::text(std::string_view utf8) {
    const bool plain = base::count_leading_ascii(utf8) == utf8.size();
    if (!plain && !base::is_valid_utf8(utf8)) {
        text(base::scrub_utf8(utf8));
        return;
    }
    number(utf8.size());
    bytes_ += utf8;
}

}  // namespace ogi::model
