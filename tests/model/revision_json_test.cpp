#include "model/revision_json.h"

#include "model/report_json.h"

#include "samples.h"

#include <gtest/gtest.h>

#include <string>

namespace ogi::model {
namespace {

TEST(RevisionJson, IsWhereItCameFromThenTheReport) {
    const auto json = to_json(full_revision());
    EXPECT_TRUE(json.starts_with(
        R"({"source_url":"http://a.example/2020.html","observed_at":"2026-01-31T08:15:00.250Z","revision":3,)"
        R"("snapshot":"0123abcd","parts":["89ef"],"parser_version":"7","content_digest":"4567cdef","is_report":true,)"))
        << json;
    EXPECT_EQ(parse_report_json(json).value(), full_revision().report);
}

TEST(RevisionJson, OfAReportLineSaysWhetherItIsWithdrawn) {
    const auto revision = full_revision();
    ReportState state{{"示例县财政局", 2020}, 3, revision.source_url, {}};
    EXPECT_EQ(to_json(revision, state), R"({"withdrawn_at":null,)" + to_json(revision).substr(1));
    state.withdrawn_at = at("2026-02-01T00:00:00.000Z");
    const auto json = to_json(revision, state);
    EXPECT_EQ(json, R"({"withdrawn_at":"2026-02-01T00:00:00.000Z",)" + to_json(revision).substr(1));
}

TEST(ReportStateJson, IsTheseBytesAndComesBack) {
    ReportState state{{"示例县", 2020}, 3, "http://a.example/", {}};
    EXPECT_EQ(to_json(state),
              R"({"agency":"示例县","year":2020,"revision":3,"source_url":"http://a.example/",)"
              R"("withdrawn_at":null})");
    EXPECT_EQ(parse_report_state_json(to_json(state)).value(), state);
    state.withdrawn_at = at("2026-02-01T00:00:00.000Z");
    EXPECT_EQ(to_json(state),
              R"({"agency":"示例县","year":2020,"revision":3,"source_url":"http://a.example/",)"
              R"("withdrawn_at":"2026-02-01T00:00:00.000Z"})");
    EXPECT_EQ(parse_report_state_json(to_json(state)).value(), state);
    state.withdrawn_at.reset();
    state.read_by = "9";
    EXPECT_EQ(to_json(state),
              R"({"agency":"示例县","year":2020,"revision":3,"source_url":"http://a.example/",)"
              R"("withdrawn_at":null,"read_by":"9"})");
    EXPECT_EQ(parse_report_state_json(to_json(state)).value(), state);
}

TEST(ReportStateJson, TellsTheAgencysIdAndWhereADecisionFilesIt) {
    ReportState state{{"示例县", 2020}, 3, "http://a.example/", at("2026-02-01T00:00:00.000Z")};
    state.agency_id = "a-0123456789abcdef";
    state.filed_as = "示例县人民政府";
    EXPECT_EQ(to_json(state),
              R"({"agency":"示例县","year":2020,"revision":3,"source_url":"http://a.example/",)"
              R"("withdrawn_at":"2026-02-01T00:00:00.000Z","agency_id":"a-0123456789abcdef",)"
              R"("filed_as":"示例县人民政府"})");
    EXPECT_EQ(parse_report_state_json(to_json(state)).value(), state);
    const auto line = to_json(full_revision(), state);
    EXPECT_NE(line.find(R"("agency_id":"a-0123456789abcdef","filed_as":"示例县人民政府",)"), line.npos);
}

TEST(CopyJson, IsTheseBytesAndComesBack) {
    Copy copy{{"示例县", 2020}, "http://a.example/", "4567cdef", {}};
    EXPECT_EQ(to_json(copy), R"({"agency":"示例县","year":2020,"url":"http://a.example/",)"
                             R"("content_digest":"4567cdef","missing_since":null})");
    EXPECT_EQ(parse_copy_json(to_json(copy)).value(), copy);
    copy.missing_since = at("2026-02-01T00:00:00.000Z");
    copy.read_as = "县政府";
    EXPECT_EQ(parse_copy_json(to_json(copy)).value(), copy);
}

TEST(ReportStateAndCopyJson, RefuseWhatIsNoObject) {
    for (std::string_view line : {"", "7", "[]", "{"}) {
        EXPECT_FALSE(parse_report_state_json(line)) << line;
        EXPECT_FALSE(parse_copy_json(line)) << line;
    }
}

TEST(ReportKey, IsEmptyWithoutAnAgencyOrAYear) {
    EXPECT_TRUE(ReportKey{}.empty());
    EXPECT_TRUE((ReportKey{"a", 0}.empty()));
    EXPECT_TRUE((ReportKey{"", 2020}.empty()));
    EXPECT_FALSE((ReportKey{"a", 2020}.empty()));
}

}  // namespace
}  // namespace ogi::model
