#include "daemon/sinks/document_digest.h"

#include <gtest/gtest.h>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>

namespace ogi::daemon {
namespace {

TEST(DocumentDigest, DependsOnWhatIsHeldAndNotOnHowAServerWritesIt) {
    const auto of = [](std::string_view text) {
        return document_digest(boost::json::parse(text).as_object(), CellsForm::nested);
    };
    const auto usual =
        of(R"({"subject":"a/2021","year":2021,"cells":[{"id":"x","value":12.50,"decimal":"12.50"}]})");
    EXPECT_EQ(
        usual,
        of(R"({"year":2021.0,"cells":[{"decimal":"12.50","id":"x","value":1.25e1}],"subject":"a/2021"})"));
    EXPECT_EQ(usual, of(R"({"mine":1,"subject":"a/2021","year":2021,
                            "cells":[{"id":"x","value":12.5,"decimal":"12.50"}]})"));
    for (const auto* other : {
             R"({"subject":"a/2021","year":2021,"cells":[{"id":"x","value":12.51,"decimal":"12.50"}]})",
             R"({"subject":"a/2021","year":2021,"cells":[{"id":"x","value":12.50,"decimal":"12.51"}]})",
             R"({"subject":"a/2021","year":2021,"cells":[{"id":"x","value":"12.5","decimal":"12.50"}]})",
             R"({"subject":"a/2021","year":2021,"cells":[]})",
             R"({"subject":"a/2021","year":2021})",
         })
        EXPECT_NE(usual, of(other)) << other;
}

}  // namespace
}  // namespace ogi::daemon
