#include "examples.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace ogi::storage {
namespace {

using base::ErrorCode;
using model::Agency;

class Roster : public testing::Test {
  protected:
    TemporaryFolder folder_;
    std::unique_ptr<Store> store_ = open_store(folder_.store());

    std::vector<Agency> agencies() const {
        std::vector<Agency> all;
        EXPECT_TRUE(store_->for_each_agency([&](const Agency& agency) {
            all.push_back(agency);
            return true;
        }));
        return all;
    }
};

TEST_F(Roster, AgenciesComeBackInOrderOfNameAlsoAfterAnotherStart) {
    const Agency bureau{.name = "B", .division = "431200", .deadline = std::chrono::January / 28};
    const Agency office{.name = "A", .parent = "B", .origin = model::AgencyOrigin::roster};
    EXPECT_EQ(store_->put_agencies({bureau, office}, IfKnown::leave).value(), 2U);
    store_.reset();
    store_ = open_store(folder_.store());
    EXPECT_EQ(agencies(), (std::vector{office, bureau}));
}

TEST_F(Roster, WhoStandsThereIsLeftOrReplaced) {
    const Agency old{.name = "A", .parent = "old"}, fresh{.name = "A", .parent = "new"};
    EXPECT_TRUE(store_->put_agencies({old}, IfKnown::leave));
    EXPECT_EQ(store_->put_agencies({fresh}, IfKnown::leave).value(), 0U);
    EXPECT_EQ(agencies(), std::vector{old});
    EXPECT_EQ(store_->put_agencies({fresh}, IfKnown::replace).value(), 1U);
    EXPECT_EQ(agencies(), std::vector{fresh});
}

TEST_F(Roster, ABadNamePutsNothing) {
    const auto refusal = [&](std::string name) {
        return store_->put_agencies({{.name = "A"}, {.name = std::move(name)}}, IfKnown::replace)
            .error()
            .code;
    };
    EXPECT_EQ(refusal(""), ErrorCode::malformed);
    EXPECT_EQ(refusal(std::string(1, '\0')), ErrorCode::malformed);
    EXPECT_EQ(refusal("\xFF"), ErrorCode::malformed);
    EXPECT_EQ(refusal(std::string(1'025, 'a')), ErrorCode::too_large);
    EXPECT_TRUE(agencies().empty());
}

TEST_F(Roster, StatesAreWalkedWithoutTheirRevisions) {
    EXPECT_TRUE(store_->commit(first_look("B", 2020)));
    EXPECT_TRUE(store_->commit(first_look("A", 2021)));
    std::vector<model::ReportKey> keys;
    EXPECT_TRUE(store_->for_each_state([&](const model::ReportState& state) {
        keys.push_back(state.key);
        return keys.size() < 2;
    }));
    EXPECT_EQ(keys, (std::vector<model::ReportKey>{{"A", 2021}, {"B", 2020}}));
}

}  // namespace
}  // namespace ogi::storage
