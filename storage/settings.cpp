#include "storage/database.h"
#include "storage/store.h"

namespace ogi::storage {

using base::Result;

namespace {

std::string setting_key(std::string_view name) {
    return "setting." + std::string{name};
}

}  // namespace

Result<std::optional<std::string>> Store::setting(std::string_view name) const {
    return db_->get(Family::meta, setting_key(name));
}

Result<void> Store::set_setting(std::string_view name, std::string_view value) {
    rocksdb::WriteBatch batch;
    batch.Put(db_->handle(Family::meta), setting_key(name), {value.data(), value.size()});
    return db_->write(batch, Durability::synced);
}

}  // namespace ogi::storage
