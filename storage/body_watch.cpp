#include "storage/body_watch.h"

#include <algorithm>

namespace ogi::storage {

BodyMark mark_of(std::string_view body_key) {
    BodyMark mark{};
    std::copy_n(body_key.begin(), std::min(body_key.size(), mark.size()), mark.begin());
    return mark;
}

std::shared_lock<std::shared_mutex> BodyWatch::storing(std::string_view body_key) {
    std::shared_lock lock{storing_or_dropping_};
    const std::scoped_lock noting{stored_mutex_};
    if (watching_) stored_.insert(mark_of(body_key));
    return lock;
}

void BodyWatch::begin() {
    // Those who are storing now have not been noted: they end first.
    const auto alone = dropping();
    const std::scoped_lock noting{stored_mutex_};
    watching_ = true;
    stored_.clear();
}

void BodyWatch::end() {
    const std::scoped_lock noting{stored_mutex_};
    watching_ = false;
    stored_.clear();
}

bool BodyWatch::stored_since(const BodyMark& body) const {
    const std::scoped_lock noting{stored_mutex_};
    return stored_.contains(body);
}

}  // namespace ogi::storage
