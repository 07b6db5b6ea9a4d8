#include "daemon/sinks/nats_stream.h"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>

#include <algorithm>

namespace ogi::daemon {

namespace json = boost::json;

namespace {

// JetStream's own error codes.
struct Meaning {
    std::int64_t code;
    NatsAck::Says says;
};

constexpr Meaning meanings[] = {
    {10054, NatsAck::Says::too_large},    // message size exceeds maximum allowed
    {10070, NatsAck::Says::wrong_order},  // wrong last msg ID
};

}  // namespace

NatsAck read_nats_ack(std::string_view body) {
    boost::system::error_code problem;
    const auto value = json::parse(body, problem);
    const auto* ack = problem ? nullptr : value.if_object();
    if (ack == nullptr) return {.why = "an acknowledgement that is not JSON"};
    if (const auto* error = ack->if_contains("error"); error != nullptr && error->is_object()) {
        const auto* code = error->as_object().if_contains("err_code");
        const auto* words = error->as_object().if_contains("description");
        NatsAck read{.why = words != nullptr && words->is_string() ? std::string{words->as_string()}
                                                                   : "no reason"};
        if (code == nullptr || !code->is_int64()) return read;
        read.why += " (" + std::to_string(code->as_int64()) + ")";
        const auto* found = std::ranges::find(meanings, code->as_int64(), &Meaning::code);
        if (found != std::end(meanings)) read.says = found->says;
        return read;
    }
    const auto* sequence = ack->if_contains("seq");
    if (sequence == nullptr || !sequence->is_int64() || sequence->as_int64() <= 0)
        return {.why = "an acknowledgement without a sequence"};
    const auto* duplicate = ack->if_contains("duplicate");
    const bool known = duplicate != nullptr && duplicate->is_bool() && duplicate->as_bool();
    return {known ? NatsAck::Says::known : NatsAck::Says::stored};
}

}  // namespace ogi::daemon
