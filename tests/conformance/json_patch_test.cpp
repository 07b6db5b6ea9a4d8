#include "tests/conformance/known_failures.h"
#include "tests/model/json_patch_applier.h"

#include <gtest/gtest.h>
#include <boost/json.hpp>

// Our patches are tested by applying them, with an applier of ours: here it is held to
// json-patch/json-patch-tests.
namespace ogi::conformance {
namespace {

namespace json = boost::json;

TEST(JsonPatchTests, AreAllPassedByTheApplierThatOurPatchesAreTestedWith) {
    const auto folder = suite("json-patch-tests");
    if (!folder) GTEST_SKIP() << "the suites are not on this machine";
    std::set<std::string> failed;
    std::size_t total = 0;
    for (const char* file : {"tests.json", "spec_tests.json"}) {
        const auto cases = json::parse(file_text(*folder / file));
        for (const auto& value : cases.as_array()) {
            const auto& one = value.as_object();
            if (!one.contains("patch") || one.contains("disabled")) continue;
            const auto made = model::apply_patch(one.at("doc"), one.at("patch").as_array());
            const auto* expected = one.if_contains("expected");
            const bool right = one.contains("error") ? !made
                               : expected == nullptr ? made.has_value()
                                                     : made && model::same_json(*made, *expected);
            if (!right) failed.insert(std::string{file} + "#" + std::to_string(total));
            ++total;
        }
    }
    EXPECT_GT(total, 80U);
    expect_known_failures(failed, total, no_failures);
}

}  // namespace
}  // namespace ogi::conformance
