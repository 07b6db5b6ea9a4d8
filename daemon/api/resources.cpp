#include "daemon/api/resources.h"

#include <algorithm>
#include <optional>
#include <string>

namespace ogi::daemon {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using base::ErrorCode;

namespace {

// Which resource a call means, or what else there is at its path.
struct Found {
    const Resource* resource = nullptr;
    PathParts path{};
    std::string allowed{};  // Methods, as in the Allow header; empty: nothing has that path.
};

void allow(std::string& allowed, http::verb method) {
    allowed += (allowed.empty() ? "" : ", ") + std::string{http::to_string(method)};
    if (method == http::verb::get) allowed += ", HEAD";
}

Found find(const std::vector<Resource>& all, http::verb method, const std::vector<std::string>& segments) {
    Found found;
    // HEAD is a GET without its body.
    if (method == http::verb::head) method = http::verb::get;
    for (const auto& resource : all) {
        auto path = match_path(resource.pattern, segments);
        if (!path) continue;
        allow(found.allowed, resource.method);
        if (resource.method != method || found.resource != nullptr) continue;
        found.resource = &resource;
        found.path = *std::move(path);
    }
    return found;
}

base::Error only_here() {
    return base::fail(ErrorCode::disallowed, "that is asked for with `ogi` on the machine itself");
}

}  // namespace

asio::awaitable<void> Resources::handle(const HttpCall& call, HttpReply& reply) const {
    auto target = read_request_target(call.target);
    if (!target) {
        co_await reply.error(target.error());
        co_return;
    }
    auto found = find(all_, call.method, target->path);
    if (found.allowed.empty()) {
        auto refusal = base::fail(ErrorCode::not_found, "no such resource; see docs/api.md");
        co_await reply.error(refusal);
        co_return;
    }
    reply.allow(found.allowed + ", OPTIONS");
    if (call.method == http::verb::options) {
        co_await reply.nothing();
    } else if (found.resource == nullptr) {
        auto refusal = base::fail(ErrorCode::usage, "the method is not one of " + found.allowed);
        co_await reply.refuse(http::status::method_not_allowed, "method_not_allowed", refusal.context);
    } else if (found.resource->who == Who::operators && call.door != Door::control) {
        auto refusal = only_here();
        co_await reply.error(refusal);
    } else {
        const ResourceCall found_call{call, std::move(found.path), *std::move(target)};
        co_await found.resource->answer(found_call, reply);
    }
}

}  // namespace ogi::daemon
