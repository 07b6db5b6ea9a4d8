#include "daemon/sinks/runner.h"

#include "daemon/sinks/backoff.h"
#include "daemon/sinks/dead_letters.h"
#include "daemon/sinks/lacking.h"
#include "daemon/sinks/log_reader.h"

#include <spdlog/spdlog.h>

namespace ogi::daemon {

namespace {

using std::chrono::steady_clock;

SinkTrouble ahead_of_store(const SinkPosition& position, std::uint64_t last) {
    return {.why = "the target has come to " + to_text(position) + ", and the newest entry of the store is " +
                   std::to_string(last) +
                   ": it holds another store's entries, or this store was put back without `ogi store "
                   "restore`, which begins a new epoch",
            .remedy = Remedy::person};
}

}  // namespace

SinkRunner::SinkRunner(SinkSettings settings, const SinkKind& kind, const storage::Store& store,
                       Parking parking)
    : settings_{std::move(settings)},
      kind_{kind},
      store_{store},
      parking_{std::move(parking)},
      sink_{kind.make(settings_, store)},
      status_{.name = settings_.name, .kind = settings_.kind},
      thread_{[this](std::stop_token stop) { run(stop); }} {}

SinkRunner::~SinkRunner() {
    stop();
}

void SinkRunner::stop() {
    if (!thread_.joinable()) return;
    thread_.request_stop();
    thread_.join();
}

template <class Change>
void SinkRunner::update(Change change) {
    const std::scoped_lock lock{mutex_};
    change(status_);
}

void SinkRunner::set_state(SinkState state) {
    update([&](SinkStatus& status) { status.state = state; });
}

void SinkRunner::notify() {
    const std::scoped_lock lock{mutex_};
    news_ = true;
    woken_.notify_all();
}

void SinkRunner::resume() {
    const std::scoped_lock lock{mutex_};
    resumed_ = true;
    woken_.notify_all();
}

SinkStatus SinkRunner::status() const {
    const auto last = store_.last_sequence();
    const std::scoped_lock lock{mutex_};
    auto status = status_;
    status.last_sequence = last ? *last : 0;
    return status;
}

bool SinkRunner::wait(std::chrono::milliseconds longest, bool for_news, std::stop_token stop) {
    std::unique_lock lock{mutex_};
    woken_.wait_for(lock, stop, longest, [&] { return resumed_ || (for_news && news_); });
    news_ = false;
    return !std::exchange(resumed_, false);
}

void SinkRunner::wait_halted(const std::string& why, std::stop_token stop) {
    spdlog::error("sink halted sink={} reason=\"{}\" resume=\"ogi sinks resume {}\"", settings_.name, why,
                  settings_.name);
    wait(std::chrono::hours{24 * 365}, false, stop);
    if (stop.stop_requested()) return;
    if (const auto forgotten = parking_.keep_halt(settings_.name, "", stop); !forgotten)
        spdlog::warn("halt is not forgotten sink={} reason=\"{}\"", settings_.name,
                     forgotten.error().context);
}

void SinkRunner::stay_halted(std::stop_token stop) {
    const auto why = parking_.read_halt(settings_.name);
    if (!why || why->empty()) return;
    const auto parked = parking_.read(settings_.name);
    update([&](SinkStatus& status) {
        status.state = SinkState::halted;
        status.last_error = *why;
        if (parked) status.position = *parked;
    });
    wait_halted(*why, stop);
}

void SinkRunner::run(std::stop_token stop) {
    stay_halted(stop);
    while (!stop.stop_requested()) {
        if (auto done = step(stop); !done && !stop.stop_requested()) tell_trouble(done.error(), stop);
    }
    // What was delivered since the last time would only come again.
    if (opened_) static_cast<void>(park({}));
    set_state(SinkState::stopped);
}

void SinkRunner::tell_trouble(const SinkTrouble& trouble, std::stop_token stop) {
    opened_ = false;
    const bool halted = trouble.remedy == Remedy::resume;
    std::uint64_t tries = 0;
    std::chrono::milliseconds pause{};
    update([&](SinkStatus& status) {
        tries = ++status.tries;
        pause = pause_after(tries, trouble, settings_);
        status.last_error = trouble.why;
        status.last_error_at = base::utc_now();
        status.retry_at = halted ? std::nullopt : std::optional{base::utc_now() + pause};
        status.state = halted ? SinkState::halted : SinkState::retrying;
    });
    if (halted) {
        if (const auto kept = parking_.keep_halt(settings_.name, trouble.why, stop); !kept)
            spdlog::warn("halt is not kept sink={} reason=\"{}\"", settings_.name, kept.error().context);
        return wait_halted(trouble.why, stop);
    }
    spdlog::warn("sink in trouble sink={} try={} retry_ms={} reason=\"{}\"", settings_.name, tries,
                 pause.count(), trouble.why);
    wait(pause, false, stop);
}

Tried<void> SinkRunner::step(std::stop_token stop) {
    if (!opened_) TRY_VOID(open(stop));
    if (under_way_) return deliver(stop);
    auto batch = read_batch(store_, position_.sequence, settings_, kind_.entries);
    if (!batch) return trouble_of(batch.error());
    if (batch->upto != position_.sequence) {
        under_way_ = *std::move(batch);
        return deliver(stop);
    }
    return idle(stop);
}

Tried<void> SinkRunner::idle(std::stop_token stop) {
    const bool parked = kind_.position == PositionKept::by_store || is_time_to_park();
    if (parked) TRY_VOID(park(stop));
    if (!older_dropped_) {
        TRY_VOID(sink_->drop_older(store_.epoch(), stop));
        older_dropped_ = true;
    }
    TRY_VOID(sink_->rest(stop));
    if (steady_clock::now() - looked_at_ >= look_at_target_every) {
        TRY_VOID(sink_->look(stop));
        looked_at_ = steady_clock::now();
    }
    tell_well();
    set_state(SinkState::following);
    if (!wait(parked || parked_ == position_ ? look_every : park_every, true, stop)) looked_at_ = {};
    return {};
}

void SinkRunner::tell_well() {
    update([](SinkStatus& status) {
        status.tries = 0;
        status.last_error.clear();
        status.last_error_at.reset();
        status.retry_at.reset();
    });
}

base::Result<std::optional<SinkPosition>> SinkRunner::left_at() {
    if (kind_.position == PositionKept::by_store) return std::optional<SinkPosition>{};
    if (begun_) return std::optional{position_};
    TRY(reached, parking_.read(parked_name()));
    parked_ = reached.value_or(SinkPosition{});
    return reached;
}

Tried<void> SinkRunner::tell_set_back(const SinkPosition& from) {
    const auto left = left_at();
    if (!left) return trouble_of(left.error());
    if (!*left || (*left)->epoch != store_.epoch() || **left <= from) return {};
    const auto lacking = count_lacking(store_, settings_, from.sequence, (*left)->sequence, 1);
    if (!lacking) return trouble_of(lacking.error());
    if (*lacking == 0) return {};
    spdlog::warn(
        "sink found its target set back sink={} left={} held={} reason=\"it was emptied, put back or is "
        "another "
        "one; it gets what it lacks\"",
        settings_.name, to_text(**left), to_text(from));
    update([&](SinkStatus& status) {
        ++status.set_backs;
        status.set_back_at = base::utc_now();
        status.set_back_from = **left;
    });
    return {};
}

Tried<void> SinkRunner::open(std::stop_token stop) {
    set_state(SinkState::opening);
    TRY(held, sink_->open(stop));
    if (kind_.position == PositionKept::by_store) {
        auto parked = parking_.read(settings_.name);
        if (!parked) return trouble_of(parked.error());
        // What was delivered since it was parked is known to this run.
        held = begun_ ? std::max(*parked, std::optional{position_}) : *parked;
        parked_ = parked->value_or(SinkPosition{});
    }
    auto last = store_.last_sequence();
    if (!last) return trouble_of(last.error());
    const SinkPosition beginning{store_.epoch(), 0};
    auto from = held.value_or(beginning);
    if (from.epoch > beginning.epoch || (from.epoch == beginning.epoch && from.sequence > *last))
        return ahead_of_store(from, *last);
    if (from.epoch < beginning.epoch) {
        spdlog::warn("sink gets everything again sink={} held={} epoch={} reason=\"the store was restored\"",
                     settings_.name, to_text(from), beginning.epoch);
        from = beginning;
    }
    TRY_VOID(tell_set_back(from));
    spdlog::info("sink opened sink={} kind={} cursor={} lag={}", settings_.name, settings_.kind,
                 to_text(from), *last - from.sequence);
    // Only the target knows what it has; a batch is read again from the log there, tries kept.
    if (kind_.position == PositionKept::by_target || position_ != from) under_way_.reset();
    position_ = from;
    looked_at_ = steady_clock::now();
    opened_ = begun_ = true;
    older_dropped_ = false;
    update([&](SinkStatus& status) {
        status.position = from;
        status.state = from.sequence == 0 ? SinkState::resync : SinkState::following;
    });
    return {};
}

Tried<void> SinkRunner::deliver(std::stop_token stop) {
    TRY(refused, sink_->deliver(*under_way_, stop));
    looked_at_ = steady_clock::now();
    const auto& events = under_way_->events;
    const bool waits = kind_.behind_refusal == BehindRefusal::waits;
    const auto taken = !refused.empty() && waits ? refused.front().event : events.size() - refused.size();
    update([&](SinkStatus& status) {
        status.delivered += taken, ++status.batches, status.refused += refused.size();
        status.delivered_at = base::utc_now();
    });
    if (refused.empty()) return advance(under_way_->after(), stop);
    const auto& first = refused.front();
    const auto sequence = events[first.event].sequence;
    if (waits && std::exchange(refused_first_, sequence) != sequence) refused_tries_ = 0;
    ++refused_tries_;
    SinkTrouble trouble{
        "entry " + std::to_string(sequence) + " is refused: " + first.why +
        (refused.size() == 1 ? "" : " (and " + std::to_string(refused.size() - 1) + " more)")};
    if (refused_tries_ < static_cast<std::uint64_t>(settings_.tries_max) || settings_.dead_letters.empty()) {
        if (settings_.dead_letters.empty())
            trouble.why +=
                "; it is tried again without end, and put aside only where dead_letters names a file";
        keep_what_comes_again(refused, 0);
        tell_refused(trouble, stop);
        return {};
    }
    std::size_t aside = 0;
    const auto written = put_refused_aside(refused, aside);
    keep_what_comes_again(refused, aside);
    if (!written) tell_refused({trouble.why + "; " + written.error().context, Remedy::person}, stop);
    return {};
}

void SinkRunner::keep_what_comes_again(const std::vector<Refusal>& refused, std::size_t aside) {
    auto& events = under_way_->events;
    std::vector<SinkEvent> again;
    for (auto i = aside; i < refused.size(); ++i) again.push_back(std::move(events[refused[i].event]));
    if (kind_.behind_refusal == BehindRefusal::waits) {
        const auto behind = events.begin() + static_cast<std::ptrdiff_t>(refused.front().event) + 1;
        std::move(behind, events.end(), std::back_inserter(again));
    }
    events = std::move(again);
}

base::Result<void> SinkRunner::put_refused_aside(const std::vector<Refusal>& refused, std::size_t& aside) {
    for (const auto& one : refused) {
        const auto& event = under_way_->events[one.event];
        TRY_VOID(put_aside(settings_.dead_letters, settings_.name, event, refused_tries_, one.why));
        ++aside;
        spdlog::error("entry put aside sink={} sequence={} subject=\"{}/{}\" file={} reason=\"{}\"",
                      settings_.name, event.sequence, event.change.key.agency, event.change.key.year,
                      settings_.dead_letters.string(), one.why);
        update([](SinkStatus& status) { ++status.put_aside; });
    }
    return {};
}

// The target is well; only these entries are not.
void SinkRunner::tell_refused(const SinkTrouble& trouble, std::stop_token stop) {
    const auto opened = std::exchange(opened_, false);
    tell_trouble(trouble, stop);
    opened_ = opened;
}
Tried<void> SinkRunner::advance(SinkPosition position, std::stop_token stop) {
    position_ = position;
    under_way_.reset();
    refused_tries_ = 0;
    update([&](SinkStatus& status) {
        status.position = position;
        if (status.state != SinkState::resync) status.state = SinkState::following;
    });
    tell_well();
    return is_time_to_park() ? park(stop) : Tried<void>{};
}

bool SinkRunner::is_time_to_park() const {
    return steady_clock::now() - parked_at_ >= park_every;
}

std::string SinkRunner::parked_name() const {
    return kind_.position == PositionKept::by_store ? settings_.name : reached_name(settings_.name);
}

Tried<void> SinkRunner::park(std::stop_token stop) {
    if (parked_ == position_) return {};
    auto parked = parking_.park(parked_name(), position_, stop);
    parked_at_ = steady_clock::now();
    if (parked) parked_ = position_;
    // Where the target keeps it the store's word only helps to tell what became of the target.
    if (!parked && kind_.position == PositionKept::by_store) return trouble_of(parked.error());
    return {};
}

}  // namespace ogi::daemon
