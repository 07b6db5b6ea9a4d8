#include "base/json_writer.h"
#include "base/utf8.h"
#include "storage/consumer_record.h"
#include "storage/database.h"
#include "storage/store.h"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include <algorithm>

namespace ogi::storage {

using base::ErrorCode;
using base::fail;
using base::Result;

namespace {

std::string to_json(const Consumer& consumer) {
    base::JsonWriter json;
    json.begin_object()
        .field("name", consumer.name)
        .field("cursor", model::to_text(consumer.cursor))
        .field("parked_at", base::to_iso(consumer.parked_at))
        .end_object();
    return json.take();
}

Result<void> check_name(std::string_view name) {
    const bool printable = base::is_valid_utf8(name) && std::ranges::none_of(name, [](unsigned char c) {
                               return c < 0x20 || c == 0x7F || c == '/';
                           });
    if (!name.empty() && name.size() <= consumer_name_bytes_max && printable) return {};
    return fail(ErrorCode::usage, "a consumer's name is 1 to " + std::to_string(consumer_name_bytes_max) +
                                      " bytes of printable UTF-8 without /");
}

}  // namespace

Result<Consumer> read_consumer(std::string_view name, std::string_view value) {
    const auto refuse = [&] {
        return fail(ErrorCode::malformed, "the stored consumer " + std::string{name} + " cannot be read");
    };
    boost::system::error_code problem;
    const auto parsed = boost::json::parse(value, problem);
    if (problem || !parsed.is_object()) return refuse();
    const auto text = [&](std::string_view member) {
        const auto* found = parsed.as_object().if_contains(member);
        return found != nullptr && found->is_string() ? std::string_view{found->as_string()}
                                                      : std::string_view{};
    };
    const auto cursor = model::parse_cursor(text("cursor"));
    const auto parked_at = base::parse_iso_time(text("parked_at"));
    if (!cursor || !cursor->epoch || !parked_at || text("name") != name) return refuse();
    return Consumer{std::string{name}, {*cursor->epoch, cursor->sequence}, *parked_at};
}

Result<std::vector<Consumer>> Store::consumers() const {
    std::vector<Consumer> all;
    Scan scan{*db_, Family::consumers};
    for (scan.seek({}); scan.valid(); scan.next()) {
        TRY(consumer, read_consumer(scan.key(), scan.value()));
        all.push_back(std::move(consumer));
    }
    TRY_VOID(scan.outcome());
    return all;
}

Result<std::optional<Consumer>> Store::consumer(std::string_view name) const {
    TRY(value, db_->get(Family::consumers, name));
    if (!value) return std::optional<Consumer>{};
    TRY(consumer, read_consumer(name, *value));
    return std::optional{std::move(consumer)};
}

Result<Parked> Store::park_consumer(const Consumer& wanted, const std::optional<model::Cursor>& expected) {
    TRY_VOID(check_name(wanted.name));
    const std::scoped_lock lock{db_->consumers_mutex};
    TRY(now, consumer(wanted.name));
    const bool as_expected = now ? expected == now->cursor : !expected;
    if (!as_expected) return Parked{Parked::Outcome::another_cursor, std::move(now)};
    // A later epoch goes on from where the log was cut, perhaps before the place of the one that was.
    const bool back =
        now && (wanted.cursor.epoch < now->cursor.epoch ||
                (wanted.cursor.epoch == now->cursor.epoch && wanted.cursor.sequence < now->cursor.sequence));
    if (back) return Parked{Parked::Outcome::would_go_back, std::move(now)};
    if (!now) {
        TRY(others, consumers());
        if (others.size() >= consumers_max)
            return fail(ErrorCode::too_large, "there are " + std::to_string(consumers_max) +
                                                  " consumers already (consumers_max); remove one first");
    }
    rocksdb::WriteBatch batch;
    batch.Put(db_->handle(Family::consumers), wanted.name, to_json(wanted));
    TRY_VOID(db_->write(batch, Durability::synced));
    return Parked{Parked::Outcome::done, wanted};
}

Result<bool> Store::remove_consumer(std::string_view name) {
    const std::scoped_lock lock{db_->consumers_mutex};
    TRY(known, db_->has(Family::consumers, name));
    if (!known) return false;
    rocksdb::WriteBatch batch;
    batch.Delete(db_->handle(Family::consumers), std::string{name});
    TRY_VOID(db_->write(batch, Durability::synced));
    return true;
}

}  // namespace ogi::storage
