#include "daemon/sinks/nats_sink.h"

#include "base/digest.h"
#include "base/json_writer.h"
#include "daemon/sinks/entry_choice.h"
#include "daemon/sinks/nats_stream.h"
#include "daemon/sinks/nats_subject.h"
#include "daemon/sinks/web_access.h"
#include "model/change_json.h"

#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

#include <algorithm>
#include <map>

namespace ogi::daemon {

namespace {

constexpr std::int64_t replicas_max = 5;
constexpr std::int64_t messages_per_subject_max = 1'000'000'000;
constexpr std::int64_t duplicates_s_max = 30LL * 86'400;

class NatsSink final : public Sink {
  public:
    NatsSink(const SinkSettings& settings, std::string source)
        : settings_{settings}, source_{std::move(source)}, prefix_{settings.text("subject", "ogid")} {}

    Tried<std::optional<SinkPosition>> open(std::stop_token) override {
        return open_stream(settings_.flag("create_stream", true) ? IfNoStream::make : IfNoStream::refuse);
    }

    // Only the last message of a batch says that all of it is there: one that ended in its midst is published
    // again.
    Tried<std::vector<Refusal>> deliver(const SinkBatch& batch, std::stop_token stop) override {
        TRY_VOID(find_unchanged());
        std::vector<Refusal> refused;
        bool told = false;
        for (std::size_t i = 0; i < batch.events.size();) {
            const auto messages = messages_of(batch, i, refused.empty());
            TRY(done, stream_->publish(messages, stop));
            i += done.stored;
            told = done.stored == messages.size() && refused.empty() && done.last_is_last;
            if (!done.refused.empty()) refused.push_back({i++, done.refused});
        }
        if (!refused.empty()) return refused;
        if (!told) TRY_VOID(put_position(batch.after(), stop));
        position_ = to_text(batch.after());
        return refused;
    }

    Tried<void> drop_older(std::uint64_t epoch, std::stop_token stop) override {
        const auto subject = prefix_ + ".epoch";
        const auto id = source_ + "/epoch/" + std::to_string(epoch);
        TRY(last, stream_->last(subject));
        if (last && last->id == id) return {};
        TRY_VOID(find_unchanged());
        const auto body = note("cn.ogid.feed.epoch", "epoch-" + std::to_string(epoch),
                               [&](base::JsonWriter& json) { json.field("epoch", epoch); });
        return put({.subject = subject,
                    .id = id,
                    .version = version_of({epoch, 0}),
                    .position = position_,
                    .body = body},
                   stop);
    }

    Tried<void> look(std::stop_token) override { return find_unchanged(); }

    Tried<TargetHeld> tell_held(const TakeHeld& take, std::stop_token stop) override {
        TRY(position, open_stream(IfNoStream::leave));
        const auto epoch = position.value_or(SinkPosition{}).epoch;
        std::map<std::string, HeldEntry> held;
        bool readable = true;
        TRY_VOID(stream_->for_each(
            [&](const NatsKept& kept) { readable = take_kept(kept, epoch, held) && readable; }, stop));
        if (!readable) return SinkTrouble{"the stream holds messages that are no entries", Remedy::person};
        for (const auto& [subject, entry] : held) take(entry);
        return TargetHeld{.position = position};
    }

  private:
    Tried<std::optional<SinkPosition>> open_stream(IfNoStream if_none) {
        stream_.reset();
        position_.clear();
        TRY(nats, nats_settings());
        nats.if_none = if_none;
        TRY(stream, NatsStream::open(nats));
        TRY(last, stream->last(prefix_ + ".>"));
        stream_ = std::move(stream);
        if (!last) return std::optional<SinkPosition>{};
        if (!last->id.starts_with(source_ + "/"))
            return SinkTrouble{
                "the stream holds the feed of another store, or something else: its last message is \"" +
                    last->id + "\"",
                Remedy::person};
        position_ = last->position;
        if (position_.empty())
            return std::optional<SinkPosition>{};  // Ended in the midst of the first batch.
        const auto position = parse_sink_position(position_);
        if (!position)
            return SinkTrouble{"the last message of the stream has no position that we know: " + position_,
                               Remedy::person};
        return position;
    }

    // A stream that was purged, put back or made anew beneath us is opened again: there it is told from where
    // on it lacks entries. Writing on would cover the gap with the position.
    Tried<void> find_unchanged() {
        TRY(last, stream_->last(prefix_ + ".>"));
        const auto stands = last ? last->position : std::string{};
        if (stands == position_) return {};
        const auto named = [](const std::string& position) {
            return position.empty() ? std::string{"none"} : position;
        };
        return SinkTrouble{"the stream has changed beneath us: its last message says position " +
                           named(stands) + ", and we had left " + named(position_)};
    }

    Tried<NatsSettings> nats_settings() const {
        NatsSettings nats{.urls = settings_.texts("servers"),
                          .user = settings_.text("user"),
                          .creds_file = settings_.text("creds_file"),
                          .ca_file = settings_.text("ca_file"),
                          .stream = settings_.text("stream", "OGID"),
                          .subjects = prefix_ + ".>"};
        const auto read = [&](std::string_view option, std::string& into) -> base::Result<void> {
            const auto file = settings_.text(option);
            if (file.empty()) return {};
            TRY(secret, read_secret_line(file));
            into = std::move(secret);
            return {};
        };
        for (const auto& done : {read("password_file", nats.password), read("token_file", nats.token)}) {
            if (!done) return SinkTrouble{done.error().context, Remedy::person};
        }
        nats.messages_per_subject = settings_.number("messages_per_subject", nats.messages_per_subject);
        if (nats.messages_per_subject == 0) nats.messages_per_subject = -1;
        nats.replicas = settings_.number("replicas", nats.replicas);
        nats.duplicates = std::chrono::seconds{settings_.number("duplicates_s", nats.duplicates.count())};
        nats.timeout = std::chrono::seconds{settings_.number("timeout_s", 10)};
        return nats;
    }

    std::string id_of(std::uint64_t epoch, std::uint64_t sequence) const {
        return source_ + "/" + to_text({epoch, sequence});
    }

    // From `first` on. Where `whole`, the last of them says that the batch is there.
    std::vector<NatsMessage> messages_of(const SinkBatch& batch, std::size_t first, bool whole) const {
        std::vector<NatsMessage> messages;
        for (auto i = first; i < batch.events.size(); ++i) {
            const auto& event = batch.events[i];
            const auto& key = event.change.key;
            messages.push_back({.subject = nats_subject(prefix_, key.agency, key.year),
                                .id = id_of(batch.epoch, event.sequence),
                                .version = batch.version(event),
                                .position = position_,
                                .body = event.line});
        }
        if (whole && !messages.empty()) messages.back().position = to_text(batch.after());
        return messages;
    }

    template <class Write>
    std::string note(std::string_view type, std::string_view id, Write write) const {
        base::JsonWriter json;
        json.begin_object()
            .field("specversion", "1.0")
            .field("id", id)
            .field("source", source_)
            .field("type", type);
        json.field("datacontenttype", "application/json").key("data").begin_object();
        write(json);
        json.end_object().end_object();
        return json.take();
    }

    Tried<void> put(const NatsMessage& message, const std::stop_token& stop) {
        TRY(done, stream_->publish({&message, 1}, stop));
        if (!done.refused.empty()) return SinkTrouble{done.refused, Remedy::person};
        return {};
    }

    Tried<void> put_position(SinkPosition position, const std::stop_token& stop) {
        const auto text = to_text(position);
        const auto body = note("cn.ogid.feed.position", "position-" + text,
                               [&](base::JsonWriter& json) { json.field("cursor", text); });
        return put({.subject = prefix_ + ".position",
                    .id = source_ + "/position/" + text,
                    .version = version_of(position),
                    .position = text,
                    .body = body},
                   stop);
    }

    // The newest of every subject, of this epoch alone. False for what is no line of the feed.
    bool take_kept(const NatsKept& kept, std::uint64_t epoch, std::map<std::string, HeldEntry>& held) const {
        if (kept.subject == prefix_ + ".position" || kept.subject == prefix_ + ".epoch") return true;
        const auto change = model::parse_change_json(kept.body);
        auto of = std::string_view{kept.id}.substr(std::min(kept.id.size(), source_.size() + 1));
        of = of.substr(0, of.find('/'));  // What was stored again has more behind it.
        const auto at = parse_sink_position(of);
        if (!change || !at) return false;
        if (at->epoch != epoch) return true;
        const auto subject = change->key.agency + "/" + std::to_string(change->key.year);
        held[subject] = {subject, change->sequence, base::sha256_hex(kept.body)};
        return true;
    }

    const SinkSettings settings_;
    const std::string source_;
    const std::string prefix_;
    std::unique_ptr<NatsStream> stream_;
    std::string position_;  // What the stream says of itself.
};

base::Result<void> check(const SinkSettings& settings) {
    const auto refuse = [](std::string_view what) { return base::fail(base::ErrorCode::malformed, what); };
    const auto servers = settings.texts("servers");
    if (servers.empty()) return refuse("needs servers, a list of nats:// or tls:// addresses");
    for (const auto& server : servers) {
        const auto url = boost::urls::parse_absolute_uri(server);
        if (!url || (url->scheme() != "nats" && url->scheme() != "tls") || url->host().empty())
            return refuse("has a server that does not begin with nats:// or tls://");
        if (url->has_userinfo())
            return refuse("must not have a password in servers: write user and password_file");
    }
    if (!is_nats_prefix(settings.text("subject", "ogid")))
        return refuse("has a subject that none can begin with");
    if (!is_nats_stream(settings.text("stream", "OGID")))
        return refuse("has a stream that cannot be the name of one");
    const bool user = !settings.text("user").empty();
    if (user != !settings.text("password_file").empty())
        return refuse("needs user and password_file together");
    const bool token = !settings.text("token_file").empty();
    const bool creds = !settings.text("creds_file").empty();
    if (user + token + creds > 1) return refuse("can have one of user, token_file and creds_file");
    return check_entry_choice(settings);
}

std::unique_ptr<Sink> make(const SinkSettings& settings, const storage::Store& store) {
    return std::make_unique<NatsSink>(settings, store.source_uri());
}

}  // namespace

SinkKind nats_sink_kind() {
    static const std::vector<SinkOption> options = {
        {.name = "servers", .form = OptionForm::texts, .required = true},
        {.name = "user"},
        {.name = "password_file", .form = OptionForm::file},
        {.name = "token_file", .form = OptionForm::file},
        {.name = "creds_file", .form = OptionForm::file},
        {.name = "ca_file", .form = OptionForm::file},
        {.name = "stream"},
        {.name = "subject"},
        {.name = "create_stream", .form = OptionForm::flag},
        {.name = "messages_per_subject", .form = OptionForm::number, .most = messages_per_subject_max},
        {.name = "replicas", .form = OptionForm::number, .least = 1, .most = replicas_max},
        {.name = "duplicates_s", .form = OptionForm::number, .least = 1, .most = duplicates_s_max},
        {.name = "timeout_s", .form = OptionForm::number, .least = 1, .most = 3'600},
        type_option,
        class_option,
    };
    return {.name = "nats",
            .options = options,
            .position = PositionKept::by_target,
            .entries = EntriesWanted::all,
            .begin_anew = "purge or delete the stream",
            .check = &check,
            .make = &make};
}

}  // namespace ogi::daemon
