#include "archive/record_date.h"

#include <gtest/gtest.h>

namespace ogi::archive {
namespace {

std::string read(base::Result<base::UtcTime> moment) {
    return moment ? base::to_iso(*moment) : "refused";
}

TEST(RecordDate, OfWarc) {
    const std::pair<std::string_view, std::string_view> cases[] = {
        {"2017-03-06T04:03:53Z", "2017-03-06T04:03:53.000Z"},
        {"2017-03-06T04:03:53.25Z", "2017-03-06T04:03:53.250Z"},
        {"2017-03-06T04:03:53.123456789Z", "2017-03-06T04:03:53.123Z"},
        {"2017-03-06T04:03Z", "2017-03-06T04:03:00.000Z"},
        {"2016-12-31T23:59:60Z", "2017-01-01T00:00:00.000Z"},
        {"2017-03-06", "2017-03-06T00:00:00.000Z"},
        {"2017-03", "2017-03-01T00:00:00.000Z"},
        {"2017", "2017-01-01T00:00:00.000Z"},
        {"", "refused"},
        {"17-03-06", "refused"},
        {"2017-02-30", "refused"},
        {"2017-03-06T04Z", "refused"},
        {"2017-03-06T04:03:53", "refused"},
        {"2017-03-06T04:03:53.Z", "refused"},
        {"2017-03-06T04:03:53+08:00", "refused"},
        {"2017-03-06T24:00:00Z", "refused"},
        {"2017-03-06 04:03:53", "refused"},
    };
    for (const auto& [text, expected] : cases) EXPECT_EQ(read(parse_warc_date(text)), expected) << text;
}

TEST(RecordDate, OfArc) {
    const std::pair<std::string_view, std::string_view> cases[] = {
        {"20140216050221", "2014-02-16T05:02:21.000Z"},
        {"201402160502", "2014-02-16T05:02:00.000Z"},
        {"20140216", "2014-02-16T00:00:00.000Z"},
        {"201404010000000000", "2014-04-01T00:00:00.000Z"},
        {"2014", "refused"},
        {"2014021", "refused"},
        {"20141301000000", "refused"},
        {"2014-02-16", "refused"},
    };
    for (const auto& [text, expected] : cases) EXPECT_EQ(read(parse_arc_date(text)), expected) << text;
}

}  // namespace
}  // namespace ogi::archive
