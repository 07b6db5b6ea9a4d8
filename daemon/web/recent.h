#pragma once

#include <cstddef>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

namespace ogi::daemon {

// The results of the last few questions, by what was asked. For what is dear to make and named by its
// content, so that it never changes. From any thread.
template <class Value>
class Recent {
  public:
    explicit Recent(std::size_t kept) : kept_{kept} {}

    // nullptr where it is not kept.
    std::shared_ptr<const Value> find(const std::string& name) {
        const std::scoped_lock lock{mutex_};
        for (auto one = values_.begin(); one != values_.end(); ++one) {
            if (one->first != name) continue;
            values_.splice(values_.begin(), values_, one);
            return values_.front().second;
        }
        return nullptr;
    }

    std::shared_ptr<const Value> keep(std::string name, Value value) {
        auto held = std::make_shared<const Value>(std::move(value));
        const std::scoped_lock lock{mutex_};
        values_.emplace_front(std::move(name), held);
        if (values_.size() > kept_) values_.pop_back();
        return held;
    }

  private:
    std::size_t kept_;
    std::mutex mutex_;
    std::list<std::pair<std::string, std::shared_ptr<const Value>>> values_;
};

}  // namespace ogi::daemon
