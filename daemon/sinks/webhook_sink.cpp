#include "daemon/sinks/webhook_sink.h"

#include "base/json_writer.h"
#include "daemon/sinks/entry_choice.h"
#include "daemon/sinks/web_access.h"
#include "daemon/sinks/webhook_signature.h"

#include <algorithm>
#include <span>

namespace ogi::daemon {

namespace {

using Events = std::span<const SinkEvent>;

enum class HookMode { structured, batched };

class WebhookSink final : public Sink {
  public:
    WebhookSink(const SinkSettings& settings, const storage::Store& store)
        : settings_{settings},
          source_{store.source_uri()},
          first_epoch_{store.epochs().front().number},
          mode_{settings.text("mode", "structured") == "batched" ? HookMode::batched : HookMode::structured} {
    }

    // Nothing is asked of the receiver: it takes posts and knows no other question.
    Tried<std::optional<SinkPosition>> open(std::stop_token stop) override {
        TRY(access, read_access(settings_));
        client_ = std::make_unique<HttpClient>(std::move(access), stopping_of(std::move(stop)));
        TRY_VOID(read_keys());
        return std::optional<SinkPosition>{};
    }

    Tried<std::vector<Refusal>> deliver(const SinkBatch& batch, std::stop_token) override {
        TRY_VOID(read_keys());
        std::vector<Refusal> refused;
        for (std::size_t i = taken_before(batch); i < batch.events.size();) {
            const auto count = mode_ == HookMode::batched ? batch.events.size() - i : 1;
            TRY_VOID(post(batch, i, count, refused));
            if (!refused.empty()) break;
            i += count;
            partly_ = {batch.epoch, batch.events.front().sequence, batch.events[i - 1].sequence};
        }
        partly_ = {};
        return refused;
    }

    // The receiver cannot be asked to remove anything; it is told that whatever it has not got in this epoch
    // is no more.
    Tried<void> drop_older(std::uint64_t epoch, std::stop_token) override {
        if (epoch == first_epoch_ || epoch_told_ == epoch) return {};
        base::JsonWriter json;
        const auto id = "epoch-" + std::to_string(epoch);
        json.begin_object().field("specversion", "1.0").field("id", id).field("source", source_);
        json.field("type", "cn.ogid.feed.epoch").field("datacontenttype", "application/json");
        json.key("data").begin_object().field("epoch", epoch).end_object().end_object();
        auto body = json.take();
        if (mode_ == HookMode::batched) body = "[" + body + "]";
        TRY(answer, send(id, body));
        if (hook_fate(answer.status) != HookFate::taken) return trouble_of(answer);
        epoch_told_ = epoch;
        return {};
    }

  private:
    // How far a batch had come when trouble ended it: what was taken is not posted again within this run.
    struct Partly {
        std::uint64_t epoch = 0;
        std::uint64_t first = 0;
        std::uint64_t upto = 0;
    };

    // Each time, so that a secret can be changed beneath a running daemon.
    Tried<void> read_keys() {
        const auto refuse = [](std::string why) { return SinkTrouble{std::move(why), Remedy::person}; };
        const auto file = settings_.text("secret_file");
        auto text = read_secret_file(file);
        if (!text) return refuse(text.error().context);
        auto keys = read_webhook_secrets(*text);
        if (!keys) return refuse(file + " " + keys.error().context);
        keys_ = *std::move(keys);
        return {};
    }

    std::size_t taken_before(const SinkBatch& batch) const {
        const auto& events = batch.events;
        if (events.empty() || partly_.epoch != batch.epoch || partly_.first != events.front().sequence)
            return 0;
        const auto behind = std::ranges::upper_bound(events, partly_.upto, {}, &SinkEvent::sequence);
        return static_cast<std::size_t>(behind - events.begin());
    }

    Tried<HttpAnswer> send(const std::string& id, std::string_view body) {
        const auto now = std::chrono::floor<std::chrono::seconds>(base::utc_now()).time_since_epoch().count();
        HttpAsk ask{.method = "POST",
                    .content_type = mode_ == HookMode::batched
                                        ? "application/cloudevents-batch+json; charset=utf-8"
                                        : "application/cloudevents+json; charset=utf-8",
                    .body = body};
        ask.headers = {{"webhook-id", id},
                       {"webhook-timestamp", std::to_string(now)},
                       {"webhook-signature", sign_webhook(keys_, id, now, body)}};
        auto answer = client_->send(ask);
        if (!answer) return trouble_of_request(answer.error());
        return *std::move(answer);
    }

    static SinkTrouble trouble_of(const HttpAnswer& answer) {
        if (hook_fate(answer.status) != HookFate::gone)
            return trouble_of_answer(answer, "POST", base::utc_now());
        return {"the receiver wants no more: " + answer.told(), Remedy::resume};
    }

    // Posts `count` events from `first` on. Where that many are refused, halves of them are tried, until it
    // is clear which is the first: nothing is posted behind it.
    Tried<void> post(const SinkBatch& batch, std::size_t first, std::size_t count,
                     std::vector<Refusal>& refused) {
        const Events events{batch.events.data() + first, count};
        std::string body;
        if (mode_ == HookMode::structured) {
            body = events.front().line;
        } else {
            for (const auto& event : events) body += (body.empty() ? "[" : ",") + event.line;
            body += "]";
        }
        // The same for each try of the same entries, so that a receiver that took them once can tell.
        auto id = to_text({batch.epoch, events.front().sequence});
        if (count > 1) id += ".." + std::to_string(events.back().sequence);
        TRY(answer, send(id, body));
        const auto fate = hook_fate(answer.status);
        if (fate == HookFate::taken) return {};
        if (fate != HookFate::refused) return trouble_of(answer);
        if (count == 1) {
            refused.push_back({first, answer.told()});
            return {};
        }
        TRY_VOID(post(batch, first, count / 2, refused));
        if (!refused.empty()) return {};
        return post(batch, first + count / 2, count - count / 2, refused);
    }

    const SinkSettings settings_;
    const std::string source_;
    const std::uint64_t first_epoch_;  // Of the store: before it there was nothing.
    const HookMode mode_;
    std::unique_ptr<HttpClient> client_;
    std::vector<std::string> keys_;
    Partly partly_{};
    std::uint64_t epoch_told_ = 0;
};

base::Result<void> check(const SinkSettings& settings) {
    TRY_VOID(check_web_options(settings));
    TRY_VOID(check_entry_choice(settings));
    const auto mode = settings.text("mode", "structured");
    if (mode != "structured" && mode != "batched")
        return base::fail(base::ErrorCode::malformed, "has a mode that is neither structured nor batched");
    return {};
}

std::unique_ptr<Sink> make(const SinkSettings& settings, const storage::Store& store) {
    return std::make_unique<WebhookSink>(settings, store);
}

}  // namespace

HookFate hook_fate(int status) {
    if (status >= 200 && status < 300) return HookFate::taken;
    switch (status) {
        case 400:
        case 413:
        case 422:
            return HookFate::refused;
        case 410:
            return HookFate::gone;
        default:
            return HookFate::elsewise;
    }
}

SinkKind webhook_sink_kind() {
    static const auto options =
        web_options({{.name = "secret_file", .form = OptionForm::file, .required = true},
                     {.name = "mode"},
                     type_option,
                     class_option});
    return {.name = "webhook",
            .options = options,
            .position = PositionKept::by_store,
            .entries = EntriesWanted::all,
            .behind_refusal = BehindRefusal::waits,
            .check = &check,
            .make = &make};
}

}  // namespace ogi::daemon
