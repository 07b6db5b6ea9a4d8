#include "daemon/sinks/nats_stream.h"

#include <nats/nats.h>
#include "base/digest.h"

#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

#include <algorithm>
#include <charconv>

namespace ogi::daemon {

namespace {

constexpr const char* system_authorities = "/etc/ssl/certs/ca-certificates.crt";
constexpr std::int64_t ping_interval_ms = 10'000;
constexpr int pings_out_max = 2;
constexpr std::size_t again_id_bytes = 8;
constexpr std::int64_t ack_look_ms = 200;        // Between two looks whether to stop.
constexpr std::size_t header_bytes_max = 2'048;  // Of our headers: ids and positions.

template <auto destroy>
struct Deleter {
    template <class T>
    void operator()(T* pointer) const {
        destroy(pointer);
    }
};
template <class T, auto destroy>
using Owned = std::unique_ptr<T, Deleter<destroy>>;

using Options = Owned<natsOptions, &natsOptions_Destroy>;
using Connection = Owned<natsConnection, &natsConnection_Destroy>;
using Context = Owned<jsCtx, &jsCtx_Destroy>;
using Subscription = Owned<natsSubscription, &natsSubscription_Destroy>;
using Message = Owned<natsMsg, &natsMsg_Destroy>;
using FoundStream = Owned<jsStreamInfo, &jsStreamInfo_Destroy>;
using About = Owned<jsMsgMetaData, &jsMsgMetaData_Destroy>;
using Inbox = Owned<natsInbox, &natsInbox_Destroy>;

// The library's words for the last failure of this thread.
std::string words_of(natsStatus status) {
    const char* more = nats_GetLastError(nullptr);
    std::string words = natsStatus_GetText(status);
    if (more != nullptr && *more != 0) words += std::string{": "} + more;
    return words;
}

// Wrong words at the door need a person; everything else may pass.
SinkTrouble trouble(natsStatus status, std::string_view doing) {
    const bool at_the_door = status == NATS_CONNECTION_AUTH_FAILED || status == NATS_NOT_PERMITTED ||
                             status == NATS_SSL_ERROR || status == NATS_INVALID_ARG;
    return {std::string{doing} + ": " + words_of(status), at_the_door ? Remedy::person : Remedy::time};
}

std::string header_of(natsMsg* message, const char* name) {
    const char* value = nullptr;
    return natsMsgHeader_Get(message, name, &value) == NATS_OK && value != nullptr ? std::string{value}
                                                                                   : std::string{};
}

std::int64_t number_of(std::string_view digits) {
    std::int64_t number = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return number;
}

NatsKept kept_of(natsMsg* message) {
    return {natsMsg_GetSubject(message),
            header_of(message, "Nats-Msg-Id"),
            number_of(header_of(message, "Ogid-Version")),
            header_of(message, "Ogid-Position"),
            {natsMsg_GetData(message), static_cast<std::size_t>(natsMsg_GetDataLength(message))}};
}

natsStatus set_tls(natsOptions* options, const NatsSettings& settings, std::string_view url) {
    const auto parsed = boost::urls::parse_absolute_uri(url);
    const bool tls = (parsed && parsed->scheme() == "tls") || !settings.ca_file.empty();
    if (!tls) return NATS_OK;
    const auto* authorities = settings.ca_file.empty() ? system_authorities : settings.ca_file.c_str();
    auto status = natsOptions_SetSecure(options, true);
    if (status == NATS_OK) status = natsOptions_LoadCATrustedCertificates(options, authorities);
    if (status == NATS_OK && parsed) {
        const std::string host{parsed->host_address()};
        status = natsOptions_SetExpectedHostname(options, host.c_str());
    }
    return status;
}

natsStatus set_options(natsOptions* options, const NatsSettings& settings, const std::string& url) {
    auto status = natsOptions_SetURL(options, url.c_str());
    const auto then = [&](auto next) {
        if (status == NATS_OK) status = next();
    };
    then([&] { return natsOptions_SetName(options, "ogid"); });
    then([&] { return natsOptions_SetTimeout(options, settings.timeout.count()); });
    then([&] { return natsOptions_SetAllowReconnect(options, false); });
    then([&] { return natsOptions_SetPingInterval(options, ping_interval_ms); });
    then([&] { return natsOptions_SetMaxPingsOut(options, pings_out_max); });
    then([&] { return natsOptions_SetWriteDeadline(options, settings.timeout.count()); });
    then([&] { return natsOptions_SetFailRequestsOnDisconnect(options, true); });
    then([&] { return set_tls(options, settings, url); });
    if (!settings.user.empty())
        then([&] {
            return natsOptions_SetUserInfo(options, settings.user.c_str(), settings.password.c_str());
        });
    if (!settings.token.empty()) then([&] { return natsOptions_SetToken(options, settings.token.c_str()); });
    if (!settings.creds_file.empty())
        then([&] {
            return natsOptions_SetUserCredentialsFromFiles(options, settings.creds_file.c_str(), nullptr);
        });
    return status;
}

Tried<Connection> connect(const NatsSettings& settings, const std::string& url) {
    natsOptions* made = nullptr;
    auto status = natsOptions_Create(&made);
    const Options options{made};
    if (status == NATS_OK) status = set_options(options.get(), settings, url);
    natsConnection* connection = nullptr;
    if (status == NATS_OK) status = natsConnection_Connect(&connection, options.get());
    if (status != NATS_OK) return trouble(status, url);
    return Connection{connection};
}

natsStatus make_stream(jsCtx* context, const NatsSettings& settings, jsErrCode* code) {
    jsStreamConfig config;
    jsStreamConfig_Init(&config);
    const char* subjects[] = {settings.subjects.c_str()};
    config.Name = settings.stream.c_str();
    config.Subjects = subjects;
    config.SubjectsLen = 1;
    config.MaxMsgsPerSubject = settings.messages_per_subject;
    config.Replicas = settings.replicas;
    config.Duplicates = std::chrono::nanoseconds{settings.duplicates}.count();
    return js_AddStream(nullptr, context, &config, nullptr, code);
}

Tried<void> find_stream(jsCtx* context, const NatsSettings& settings) {
    const auto doing = "stream " + settings.stream;
    jsErrCode code{};
    jsStreamInfo* found = nullptr;
    const auto status = js_GetStreamInfo(&found, context, settings.stream.c_str(), nullptr, &code);
    const FoundStream owned{found};
    if (status == NATS_OK) return {};
    if (code == JSNotEnabledErr || code == JSNotEnabledForAccountErr)
        return SinkTrouble{doing + ": the server has no JetStream: " + words_of(status), Remedy::person};
    if (status != NATS_NOT_FOUND) return trouble(status, doing);
    if (settings.if_none == IfNoStream::leave) return {};
    if (settings.if_none == IfNoStream::refuse)
        return SinkTrouble{"there is no " + doing + ", and create_stream is false", Remedy::person};
    if (const auto made = make_stream(context, settings, &code); made != NATS_OK)
        return SinkTrouble{doing + " cannot be made: " + words_of(made),
                           code == 0 ? Remedy::time : Remedy::person};
    return {};
}

}  // namespace

struct NatsStream::Parts {
    NatsSettings settings;
    Connection connection;
    Context context;
    std::string inbox;  // Acknowledgements come to INBOX.RUN.NUMBER.
    Subscription acks;
    std::uint64_t run = 0;  // An acknowledgement of an earlier run says nothing of this one.

    std::string doing(std::string_view what) const {
        return "stream " + settings.stream + ": " + std::string{what};
    }
    Tried<void> send(const NatsMessage& message, const NatsMessage* before, std::size_t number);
    // The acknowledgement of the message `number` of this run.
    Tried<NatsAck> ack_of(std::size_t number, std::vector<std::optional<NatsAck>>& come,
                          const std::stop_token& stop);
    Tried<NatsStored> publish_run(std::span<const NatsMessage> messages, const std::stop_token& stop,
                                  std::vector<std::size_t>& known);
};

NatsStream::NatsStream(std::unique_ptr<Parts> parts) : parts_{std::move(parts)} {}
NatsStream::~NatsStream() = default;

Tried<std::unique_ptr<NatsStream>> NatsStream::open(const NatsSettings& settings) {
    SinkTrouble last{"no server is named", Remedy::person};
    auto parts = std::make_unique<Parts>();
    parts->settings = settings;
    for (const auto& url : settings.urls) {
        auto connection = connect(settings, url);
        if (connection) {
            parts->connection = *std::move(connection);
            break;
        }
        last = connection.error();
    }
    if (!parts->connection) return last;
    jsOptions options;
    jsOptions_Init(&options);
    options.Wait = settings.timeout.count();
    jsCtx* context = nullptr;
    auto status = natsConnection_JetStream(&context, parts->connection.get(), &options);
    parts->context.reset(context);
    natsInbox* made = nullptr;
    if (status == NATS_OK) status = natsInbox_Create(&made);
    const Inbox inbox{made};
    if (status != NATS_OK) return trouble(status, "JetStream");
    parts->inbox = made;
    natsSubscription* acks = nullptr;
    status = natsConnection_SubscribeSync(&acks, parts->connection.get(), (parts->inbox + ".*.*").c_str());
    parts->acks.reset(acks);
    if (status != NATS_OK) return trouble(status, "an inbox");
    TRY_VOID(find_stream(context, settings));
    return std::unique_ptr<NatsStream>{new NatsStream{std::move(parts)}};
}

Tried<std::optional<NatsKept>> NatsStream::last(std::string_view subject) {
    const std::string name{subject};
    natsMsg* found = nullptr;
    jsErrCode code{};
    const auto status = js_GetLastMsg(&found, parts_->context.get(), parts_->settings.stream.c_str(),
                                      name.c_str(), nullptr, &code);
    const Message message{found};
    if (status == NATS_NOT_FOUND || code == JSStreamNotFoundErr) return std::optional<NatsKept>{};
    if (status != NATS_OK) return trouble(status, parts_->doing("its last message"));
    return std::optional{kept_of(found)};
}

Tried<void> NatsStream::Parts::send(const NatsMessage& message, const NatsMessage* before,
                                    std::size_t number) {
    const auto reply = inbox + "." + std::to_string(run) + "." + std::to_string(number);
    natsMsg* made = nullptr;
    auto status = natsMsg_Create(&made, message.subject.c_str(), reply.c_str(), message.body.data(),
                                 static_cast<int>(message.body.size()));
    const Message owned{made};
    const auto set = [&](const char* name, const std::string& value) {
        if (status == NATS_OK && !value.empty()) status = natsMsgHeader_Set(made, name, value.c_str());
    };
    set("Nats-Expected-Stream", settings.stream);
    set("Nats-Msg-Id", message.id);
    if (before != nullptr) set("Nats-Expected-Last-Msg-Id", before->id);
    set("Ogid-Version", std::to_string(message.version));
    set("Ogid-Position", message.position);
    set("Content-Type", "application/cloudevents+json");
    if (status == NATS_OK) status = natsConnection_PublishMsg(connection.get(), made);
    if (status != NATS_OK) return trouble(status, doing("publishing to " + message.subject));
    return {};
}

Tried<NatsAck> NatsStream::Parts::ack_of(std::size_t number, std::vector<std::optional<NatsAck>>& come,
                                         const std::stop_token& stop) {
    const auto prefix = inbox + "." + std::to_string(run) + ".";
    const auto until = std::chrono::steady_clock::now() + settings.timeout;
    while (!come[number]) {
        natsMsg* found = nullptr;
        const auto status = natsSubscription_NextMsg(&found, acks.get(), ack_look_ms);
        const Message message{found};
        if (stop.stop_requested()) return SinkTrouble{"given up, for the daemon stops"};
        if (status == NATS_TIMEOUT) {
            if (std::chrono::steady_clock::now() > until) return trouble(status, doing("no acknowledgement"));
            continue;
        }
        if (status != NATS_OK) return trouble(status, doing("no acknowledgement"));
        const std::string_view subject = natsMsg_GetSubject(found);
        if (!subject.starts_with(prefix)) continue;
        std::size_t which = 0;
        const auto digits = subject.substr(prefix.size());
        std::from_chars(digits.data(), digits.data() + digits.size(), which);
        if (which >= come.size()) continue;
        if (natsMsg_IsNoResponders(found))
            return SinkTrouble{doing("no stream takes this subject, or the server has no JetStream now")};
        come[which] =
            read_nats_ack({natsMsg_GetData(found), static_cast<std::size_t>(natsMsg_GetDataLength(found))});
    }
    return *come[number];
}

// One run: everything is sent, then acknowledgements are taken in order up to the first that is not good.
// `known`: those of which the server says that it had them before.
Tried<NatsStored> NatsStream::Parts::publish_run(std::span<const NatsMessage> messages,
                                                 const std::stop_token& stop,
                                                 std::vector<std::size_t>& known) {
    ++run;
    const auto bytes_max = natsConnection_GetMaxPayload(connection.get());
    std::size_t sent = 0;
    for (; sent < messages.size(); ++sent) {
        // The server closes the connection over a message that is too long; headers count too.
        if (static_cast<std::int64_t>(messages[sent].body.size() + header_bytes_max) > bytes_max) break;
        TRY_VOID(send(messages[sent], sent == 0 ? nullptr : &messages[sent - 1], sent));
    }
    NatsStored done;
    if (sent == 0) {
        done.refused = std::to_string(messages.front().body.size()) +
                       " bytes are too many for the server, which takes " + std::to_string(bytes_max) +
                       " (max_payload)";
        return done;
    }
    std::vector<std::optional<NatsAck>> come(sent);
    for (; done.stored < sent; ++done.stored) {
        TRY(ack, ack_of(done.stored, come, stop));
        switch (ack.says) {
            case NatsAck::Says::stored:
            case NatsAck::Says::known:
                done.last_is_last = ack.says == NatsAck::Says::stored;
                if (ack.says == NatsAck::Says::known) known.push_back(done.stored);
                continue;
            case NatsAck::Says::too_large:
                done.refused = ack.why;
                return done;
            case NatsAck::Says::wrong_order:
                // Behind one that is stored: somebody else's message came between, or the stream has
                // forgotten its last id. The next run begins here and expects nothing.
                if (done.stored > 0) return done;
                [[fallthrough]];
            case NatsAck::Says::refused:
                return SinkTrouble{doing("a message was not stored: " + ack.why)};
        }
    }
    return done;
}

Tried<NatsStored> NatsStream::publish(std::span<const NatsMessage> messages, const std::stop_token& stop) {
    NatsStored all;
    while (all.stored < messages.size()) {
        std::vector<std::size_t> known;
        const auto rest = messages.subspan(all.stored);
        TRY(some, parts_->publish_run(rest, stop, known));
        for (const auto which : known) TRY_VOID(store_again(rest[which], stop, some));
        all.stored += some.stored;
        all.last_is_last = some.last_is_last;
        all.refused = std::move(some.refused);
        if (!all.refused.empty()) break;
    }
    return all;
}

// The server remembers ids longer than messages: one that a purge removed, or that an older entry of its
// subject pushed out when it came again, is "known" and not there.
Tried<void> NatsStream::store_again(const NatsMessage& message, const std::stop_token& stop,
                                    NatsStored& done) {
    TRY(newest, last(message.subject));
    if (newest && newest->version >= message.version) return {};
    auto again = message;
    again.id += "/again-" + base::random_hex(again_id_bytes);
    std::vector<std::size_t> known;
    TRY(stored, parts_->publish_run({&again, 1}, stop, known));
    if (stored.stored != 1 || !known.empty())
        return SinkTrouble{
            parts_->doing(message.id + " is known to the stream and not in it " + stored.refused)};
    done.last_is_last = false;
    return {};
}

Tried<void> NatsStream::for_each(const std::function<void(const NatsKept&)>& take,
                                 const std::stop_token& stop) {
    const auto doing = parts_->doing("reading it");
    TRY(any, last(parts_->settings.subjects));
    if (!any) return {};
    jsSubOptions options;
    jsSubOptions_Init(&options);
    options.Stream = parts_->settings.stream.c_str();
    options.Ordered = true;
    natsSubscription* made = nullptr;
    jsErrCode code{};
    auto status = js_SubscribeSync(&made, parts_->context.get(), parts_->settings.subjects.c_str(), nullptr,
                                   &options, &code);
    const Subscription subscription{made};
    for (std::uint64_t pending = 1; status == NATS_OK && pending > 0 && !stop.stop_requested();) {
        natsMsg* found = nullptr;
        status = natsSubscription_NextMsg(&found, made, parts_->settings.timeout.count());
        const Message message{found};
        if (status != NATS_OK) break;
        take(kept_of(found));
        jsMsgMetaData* about = nullptr;
        status = natsMsg_GetMetaData(&about, found);
        const About owned{about};
        if (status == NATS_OK) pending = about->NumPending;
    }
    if (status != NATS_OK) return trouble(status, doing);
    if (stop.stop_requested()) return SinkTrouble{"given up, for the daemon stops"};
    return {};
}

}  // namespace ogi::daemon
