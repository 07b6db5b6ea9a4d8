#include "extract/read_document.h"
#include "tests/fuzz/promise.h"

// A whole body as it would come from a server.

namespace {

using namespace ogi;

// Generous in time, as sanitizers slow everything down; a limit that is reached would only hide what lies
// behind it.
extract::Limits limits() {
    extract::Limits limits;
    limits.parse_time_max = std::chrono::minutes{1};
    return limits;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    model::Snapshot snapshot;
    snapshot.final_url = base::Url::parse("http://www.example.gov.cn/zwgk/index.html").value();
    snapshot.body = fuzz::as_text(data, size);
    const auto document = extract::read_document(snapshot, limits());
    if (document) fuzz::promise_sound(*document, size);
    return 0;
}
