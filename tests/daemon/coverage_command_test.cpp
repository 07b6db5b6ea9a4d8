#include "daemon/cli/coverage_command.h"

#include <gtest/gtest.h>

#include <sstream>

namespace ogi::daemon {
namespace {

const std::vector<std::string> lines = {
    R"({"agency":"甲局","agency_id":"a-1","division":"4205","years":{"2019":"verified","2021":"inconsistent"},)"
    R"("in_doubt":[2021],"not_due":[2022]})",
    R"({"agency":"乙","agency_id":null,"division":null,"years":{"2021":"missing"},"in_doubt":[],"not_due":[]})",
};

std::string written(OutputFormat format, const std::vector<std::string>& of) {
    std::ostringstream out;
    write_coverage(of, format, out);
    return out.str();
}

TEST(CoverageOutput, IsAMapForPeople) {
    EXPECT_EQ(written(OutputFormat::table, lines),
              "AGENCY  DIVISION  19 20 21 22\n"
              "甲局    4205       =     ?  .\n"
              "乙                       o   \n");
    EXPECT_EQ(written(OutputFormat::table, {}), "AGENCY  DIVISION  \n");
}

TEST(CoverageOutput, IsARecordAnAgencyAndYearForPrograms) {
    EXPECT_EQ(written(OutputFormat::csv, lines),
              "agency,agency_id,division,year,state,in_doubt\n"
              "甲局,a-1,4205,2019,verified,false\n"
              "甲局,a-1,4205,2021,inconsistent,true\n"
              "甲局,a-1,4205,2022,not_due,false\n"
              "乙,,,2021,missing,false\n");
    EXPECT_EQ(written(OutputFormat::tsv, {}), "agency\tagency_id\tdivision\tyear\tstate\tin_doubt\n");
    EXPECT_EQ(written(OutputFormat::ndjson, lines), lines[0] + "\n" + lines[1] + "\n");
    EXPECT_EQ(written(OutputFormat::json, {}), "[]\n");
}

}  // namespace
}  // namespace ogi::daemon
