#include "model/names.h"

#include <gtest/gtest.h>

#include <initializer_list>
#include <string_view>

namespace ogi::model {
namespace {

template <class Enum>
struct Named {
    Enum value;
    std::string_view word;
};

template <class Enum>
void expect_words(std::initializer_list<Named<Enum>> words) {
    for (const auto& [value, word] : words) {
        EXPECT_EQ(name_of(value), word);
        EXPECT_EQ(from_name<Enum>(word), value) << word;
    }
    for (std::string_view word : {"", "unknown", "Number", "added ", "2020"}) {
        EXPECT_FALSE(from_name<Enum>(word)) << word;
    }
}

// These words are on disk and on the wire: a change here changes a format.
TEST(Names, AreTheWordsOfTheFormats) {
    expect_words<CellKind>({{CellKind::number, "number"},
                            {CellKind::blank, "blank"},
                            {CellKind::slash, "slash"},
                            {CellKind::dash, "dash"},
                            {CellKind::text, "text"},
                            {CellKind::unreadable, "unreadable"},
                            {CellKind::absent, "absent"}});
    expect_words<CheckOutcome>({{CheckOutcome::holds, "holds"},
                                {CheckOutcome::violated, "violated"},
                                {CheckOutcome::not_assessable, "not_assessable"}});
    expect_words<Generation>({{Generation::free_form, "free"},
                              {Generation::form_2019, "2019"},
                              {Generation::form_2021, "2021"},
                              {Generation::mixed, "mixed"}});
    expect_words<Verdict>({{Verdict::verified, "verified"},
                           {Verdict::consistent, "consistent"},
                           {Verdict::inconsistent, "inconsistent"},
                           {Verdict::unverifiable, "unverifiable"}});
    expect_words<ChangeType>({{ChangeType::added, "added"},
                              {ChangeType::revised, "revised"},
                              {ChangeType::withdrawn, "withdrawn"},
                              {ChangeType::restored, "restored"},
                              {ChangeType::reinterpreted, "reinterpreted"}});
    expect_words<VisitOutcome>({{VisitOutcome::changed, "changed"},
                                {VisitOutcome::unchanged, "unchanged"},
                                {VisitOutcome::gone, "gone"},
                                {VisitOutcome::challenged, "challenged"},
                                {VisitOutcome::disallowed, "disallowed"},
                                {VisitOutcome::failed, "failed"}});
    expect_words<PageRole>(
        {{PageRole::entry, "entry"}, {PageRole::list, "list"}, {PageRole::report, "report"}});
}

}  // namespace
}  // namespace ogi::model
