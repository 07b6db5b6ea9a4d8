#include "crawler/document_bytes.h"

#include "tests/body_signatures.h"

#include <gtest/gtest.h>

namespace ogi::crawler {
namespace {

TEST(DocumentBytes, TellDocumentsFromPagesByTheTableThatExtractIsHeldAgainst) {
    for (const auto& signature : tests::body_signatures) {
        EXPECT_EQ(begins_as_document(signature.bytes), signature.document) << signature.bytes;
        const auto beginning = signature.bytes.substr(0, beginning_bytes);
        EXPECT_EQ(begins_as_document(beginning), signature.document) << signature.bytes;
    }
}

}  // namespace
}  // namespace ogi::crawler
