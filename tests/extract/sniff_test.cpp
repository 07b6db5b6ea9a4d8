#include "extract/sniff.h"

#include "tests/body_signatures.h"

#include <gtest/gtest.h>

namespace ogi::extract {
namespace {

TEST(Sniff, CallsBodiesByTheTableThatTheCrawlerIsHeldAgainst) {
    for (const auto& signature : tests::body_signatures) {
        const auto told = sniff(signature.bytes);
        EXPECT_EQ(told.words, signature.words) << signature.bytes;
        // What the crawler takes for a document is never a page here.
        EXPECT_TRUE(!signature.document || told.kind != BodyKind::text) << signature.bytes;
    }
}

}  // namespace
}  // namespace ogi::extract
