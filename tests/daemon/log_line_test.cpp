#include "daemon/logging/log_line.h"
#include "daemon/logging/journal_sink.h"

#include <gtest/gtest.h>

namespace ogi::daemon {
namespace {

using Fields = std::vector<std::pair<std::string, std::string>>;

struct Case {
    std::string_view line;
    Fields fields;
};

TEST(LogLine, ItsKeysAreFieldsOfTheJournal) {
    for (const auto& [line, fields] : {
             Case{"stopped", {{"OGID_EVENT", "stopped"}}},
             Case{"", {{"OGID_EVENT", ""}}},
             Case{"visited url=http://a/?x=1&y=2 outcome=failed note=\"\" failures=3",
                  {{"OGID_EVENT", "visited"},
                   {"OGID_URL", "http://a/?x=1&y=2"},
                   {"OGID_OUTCOME", "failed"},
                   {"OGID_NOTE", ""},
                   {"OGID_FAILURES", "3"}}},
             Case{"sink halted sink=a reason=\"it said \"no\" to all\" resume=\"ogi sinks resume a\"",
                  {{"OGID_EVENT", "sink halted"},
                   {"OGID_SINK", "a"},
                   {"OGID_REASON", "it said \"no\" to all"},
                   {"OGID_RESUME", "ogi sinks resume a"}}},
             Case{"suspect ruled on url=http://a/ line={\"a\": 1, \"b\": 2}",
                  {{"OGID_EVENT", "suspect ruled on"},
                   {"OGID_URL", "http://a/"},
                   {"OGID_LINE", "{\"a\": 1, \"b\": 2}"}}},
             Case{"done visits=0 changed=",
                  {{"OGID_EVENT", "done"}, {"OGID_VISITS", "0"}, {"OGID_CHANGED", ""}}},
             Case{"a quote=\"open", {{"OGID_EVENT", "a"}, {"OGID_QUOTE", "\"open"}}},
         })
        EXPECT_EQ(log_fields(line), fields) << line;
}

TEST(LogLine, AStrangersTextChangesNoFieldThatStandsBeforeIt) {
    const auto fields = log_fields("visited url=http://a/ note=\"x\" url=http://evil/ PRIORITY=0\"");
    EXPECT_EQ(fields[1], (std::pair<std::string, std::string>{"OGID_URL", "http://a/"}));
    for (const auto& [name, value] : fields) EXPECT_TRUE(name.starts_with("OGID_")) << name;
    EXPECT_EQ(std::ranges::count(fields, std::string{"OGID_URL"}, &Fields::value_type::first), 1);
}

TEST(LogLine, AKeyIsNoLongerThanTheJournalTakes) {
    const auto fields = log_fields("long " + std::string(100, 'k') + "=1");
    EXPECT_EQ(fields[1].first.size(), 64U);
}

TEST(JournalStream, IsOursOnlyWhereItNamesTheSameFile) {
    EXPECT_TRUE(names_stream("8:1234", 8, 1234));
    for (const auto* told : {"", "8:12345", "9:1234", "8", "8:1234 ", "1234:8"})
        EXPECT_FALSE(names_stream(told, 8, 1234)) << told;
}

}  // namespace
}  // namespace ogi::daemon
