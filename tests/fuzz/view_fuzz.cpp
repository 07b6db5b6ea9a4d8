#include "extract/source_view.h"
#include "tests/extract/safe_view.h"
#include "tests/fuzz/promise.h"

#include <cstdlib>

// A page of strangers, set anew: nothing stands in it but the tags of a view, nested as a browser nests them,
// whatever the page and the mark are. The first two bytes are where the mark begins, the third how long it
// is.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace ogi;
    fuzz::Choices choices{data, size};
    const auto begin = static_cast<std::uint32_t>(choices.next() << 8 | choices.next());
    const auto length = static_cast<std::uint32_t>(choices.next());
    extract::Limits limits;
    limits.parse_time_max = std::chrono::minutes{1};
    const auto view = extract::view_source(choices.rest(), "", {begin, begin + length}, limits);
    if (!view) return 0;
    fuzz::promise(view->found || view->marked.empty(), "what is marked is found");
    fuzz::promise(length != 0 || !view->found, "nothing is marked where nothing is meant");
    // Text of a page that is none is one block, and has nothing to nest.
    const auto fault = extract::fault_of_view(view->html);
    fuzz::promise(fault.empty(), fault);
    return 0;
}
