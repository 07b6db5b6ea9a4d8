#include "daemon/api/resources.h"

#include "base/json_writer.h"

#include <spdlog/spdlog.h>

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
    std::string_view pattern{};
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
        found.pattern = resource.pattern;
        allow(found.allowed, resource.method);
        if (resource.method != method || found.resource != nullptr) continue;
        found.resource = &resource;
        found.path = *std::move(path);
    }
    return found;
}

// To whoever may not: how one may.
asio::awaitable<void> refuse_caller(const Caller& caller, HttpReply& reply) {
    if (caller.refused) {
        reply.set("WWW-Authenticate", "Bearer");
        co_await reply.refuse(http::status::unauthorized, "unauthorized", "no such token");
        co_return;
    }
    auto refusal = base::fail(ErrorCode::disallowed,
                              "that is asked for with `ogi` on the machine itself, or with a token of [api] "
                              "token_file");
    co_await reply.error(refusal);
}

asio::awaitable<void> give_index(const Resources& resources, HttpReply& reply) {
    std::string lines;
    for (const auto& resource : resources.all()) {
        base::JsonWriter json;
        json.begin_object().field("method", std::string{http::to_string(resource.method)});
        json.field("path", resource.pattern);
        json.field("who", resource.who == Who::anyone ? "anyone" : "operators").end_object();
        lines += json.take() + "\n";
    }
    co_await reply.whole(http::status::ok, "application/x-ndjson", std::move(lines));
}

}  // namespace

void add_index(Resources& resources) {
    resources.add({.pattern = "/v1/resources", .answer = [&resources](const ResourceCall&, HttpReply& reply) {
                       return give_index(resources, reply);
                   }});
}

asio::awaitable<void> Resources::handle(const HttpCall& call, HttpReply& reply) const {
    auto target = read_request_target(call.target);
    if (!target && otherwise_) {
        co_await otherwise_(call, reply);
        co_return;
    }
    if (!target) {
        co_await reply.error(target.error());
        co_return;
    }
    auto found = find(all_, call.method, target->path);
    if (found.allowed.empty() && otherwise_) {
        co_await otherwise_(call, reply);
        co_return;
    }
    if (found.allowed.empty()) {
        auto refusal = base::fail(ErrorCode::not_found, "no such resource; see docs/api.md");
        co_await reply.error(refusal);
        co_return;
    }
    reply.set_resource(found.pattern);
    if (call.method == http::verb::options) {
        reply.set("Allow", found.allowed + ", OPTIONS");
        co_await reply.nothing();
    } else if (found.resource == nullptr) {
        reply.set("Allow", found.allowed + ", OPTIONS");
        auto detail = "the method is not one of " + found.allowed;
        co_await reply.refuse(http::status::method_not_allowed, "method_not_allowed", detail);
    } else if (found.resource->who == Who::operators && !call.caller.operates) {
        co_await refuse_caller(call.caller, reply);
    } else {
        if (found.resource->method != http::verb::get)
            spdlog::info("order taken method={} path={} {}", http::to_string(call.method), found.pattern,
                         call.caller.name);
        const ResourceCall found_call{call, std::move(found.path), *std::move(target)};
        co_await found.resource->answer(found_call, reply);
    }
}

}  // namespace ogi::daemon
