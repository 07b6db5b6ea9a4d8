#include "storage/migrate_feed.h"

#include "model/change_json.h"
#include "storage/epochs.h"
#include "storage/keys.h"
#include "storage/log_end.h"

namespace ogi::storage {

using base::Result;

namespace {

class LogWalk : public StepWalk {
  public:
    LogWalk(const Database& database, std::vector<Epoch> epochs)
        : database_{database}, epochs_{std::move(epochs)}, end_{database} {}

    Result<void> start(std::uint64_t sequence) { return end_.start(sequence); }

    Result<void> take(std::string_view key, std::string_view value, rocksdb::WriteBatch& batch) override {
        const auto sequence = decode_change_key(key);
        if (!sequence) return {};
        const auto line = with_cursor(value, cursor_of(epochs_, *sequence));
        if (line != value) batch.Put(database_.handle(Family::changes), std::string{key}, line);
        // A line that cannot be read tells of no report, and is linked as it stands.
        const auto change = model::parse_change_json(line);
        const auto report_key = change ? encode_report_key(change->key) : Result<std::string>{std::string{}};
        return end_.append(*sequence, report_key ? *report_key : std::string{}, line, batch);
    }
    void written() override { end_.written(); }

  private:
    const Database& database_;
    std::vector<Epoch> epochs_;
    LogEnd end_;
};

void empty(const Database& database, Family family, rocksdb::WriteBatch& batch) {
    auto* handle = database.handle(family);
    batch.DeleteRange(handle, std::string{}, std::string(sizeof(std::uint64_t) + 1, '\xFF'));
}

}  // namespace

std::string with_cursor(std::string_view line, const model::Cursor& cursor) {
    const auto digits = std::to_string(cursor.sequence);
    // No text within the line can hold this: quotes in texts are escaped.
    const auto before = ",\"sequence\":\"" + digits + "\",";
    const auto place = line.find(before);
    constexpr std::string_view member = "\"cursor\":\"";
    std::string with{line};
    if (place == std::string_view::npos || line.substr(place + before.size()).starts_with(member))
        return with;
    return with.insert(place + before.size(), std::string{member} + model::to_text(cursor) + "\",");
}

Result<std::unique_ptr<StepWalk>> link_log(const Database& database, std::string_view after,
                                           rocksdb::WriteBatch& batch) {
    TRY(epoch, database.number_in_meta(meta_epoch));
    TRY(epochs, read_epochs(database, std::max<std::uint64_t>(epoch, 1)));
    auto walk = std::make_unique<LogWalk>(database, std::move(epochs));
    if (after.empty()) {
        empty(database, Family::chain, batch);
        empty(database, Family::newest, batch);
    } else {
        TRY(sequence, decode_change_key(after));
        TRY_VOID(walk->start(sequence));
    }
    return std::unique_ptr<StepWalk>{std::move(walk)};
}

}  // namespace ogi::storage
