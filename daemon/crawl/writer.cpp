#include "daemon/crawl/writer.h"

#include <future>
#include <utility>

namespace ogi::daemon {

using base::Result;

Writer::Writer(storage::Store& store) : store_{store}, thread_{[this] { run(); }} {}

Writer::~Writer() {
    {
        const std::scoped_lock lock{mutex_};
        closing_ = true;
    }
    more_.notify_one();
    thread_.join();
}

void Writer::post(std::function<void()> work) {
    write(
        [work = std::move(work)] {
            work();
            return Result<void>{};
        },
        {});
}

void Writer::drain(const std::function<void()>& work) {
    std::promise<void> done;
    post([&] {
        work();
        done.set_value();
    });
    done.get_future().wait();
}

void Writer::write(Write write, Told told) {
    {
        const std::scoped_lock lock{mutex_};
        jobs_.push_back({std::move(write), std::move(told)});
    }
    more_.notify_one();
}

void Writer::run() {
    std::vector<Job> jobs;
    while (true) {
        {
            std::unique_lock lock{mutex_};
            if (jobs_.empty() && !written_.empty()) {
                lock.unlock();
                make_durable();
                lock.lock();
            }
            more_.wait(lock, [&] { return closing_ || !jobs_.empty(); });
            if (jobs_.empty()) return;
            std::swap(jobs, jobs_);
        }
        for (auto& job : jobs) {
            auto written = job.write();
            if (!job.told) continue;
            if (!written) {
                job.told(written);
                continue;
            }
            written_.push_back(std::move(job.told));
            const bool late = std::chrono::steady_clock::now() - last_sync_ > sync_every;
            if (late || written_.size() >= writes_a_sync) make_durable();
        }
        jobs.clear();
    }
}

void Writer::make_durable() {
    const auto synced = store_.sync();
    last_sync_ = std::chrono::steady_clock::now();
    // What was told may ask for more to be written; that waits for its turn.
    for (const auto& told : std::exchange(written_, {})) told(synced);
}

}  // namespace ogi::daemon
