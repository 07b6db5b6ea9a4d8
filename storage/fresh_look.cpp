#include "storage/fresh_look.h"

namespace ogi::storage {

base::Result<std::shared_ptr<const Store>> FreshLook::store() {
    const std::scoped_lock lock{mutex_};
    const auto now = std::chrono::steady_clock::now();
    if (store_ && now - opened_ < age_max) return store_;
    TRY(opened, Store::open(folder_, OpenMode::read_only));
    store_ = std::move(opened);
    opened_ = now;
    return store_;
}

}  // namespace ogi::storage
