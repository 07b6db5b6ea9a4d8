#pragma once

#include "storage/store.h"
#include "tests/daemon/feed/chance.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace ogi::daemon {

inline constexpr std::size_t authors_agencies = 5;
inline constexpr int authors_first_year = 2019;
inline constexpr int authors_years = 4;
std::string agency_name(std::size_t number);
std::string agency_division(std::size_t number);  // GB/T 2260.
std::string agency_id(std::size_t number);
std::size_t agency_number(std::string_view name);

// Makes up what happens to a few reports: they appear, are revised, go, come back, are read differently and
// come to stand under another name.
class Author {
  public:
    // What it believes of the reports is what the store says.
    void read(const storage::Store& store);
    // One to three things that happened, in one commit.
    storage::Commit write(Chance& chance);

  private:
    struct Known {
        int revision = 0;
        int figure = 0;
        bool gone = false;
    };

    void happen(const model::ReportKey& key, Chance& chance, storage::Commit& commit);
    // `figure` -1: as it was.
    void revise(const model::ReportKey& key, model::ChangeType type, int figure, storage::Commit& commit);
    void withdraw(const model::ReportKey& key, model::GoneReason reason, const std::string& filed_as,
                  storage::Commit& commit);
    void come_back(const model::ReportKey& key, storage::Commit& commit);
    void put_state(const model::ReportKey& key, storage::Commit& commit, const std::string& filed_as = {});
    model::Change change_of(const model::ReportKey& key, model::ChangeType type) const;

    std::map<model::ReportKey, Known> reports_;
    base::UtcTime now_{std::chrono::hours{24} * 20'454};
};

}  // namespace ogi::daemon
