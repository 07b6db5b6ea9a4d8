#pragma once

#include "daemon/answers/path_pattern.h"
#include "daemon/api/http_call.h"
#include "daemon/api/http_reply.h"
#include "daemon/api/request_target.h"

#include <boost/asio/awaitable.hpp>

#include <functional>
#include <string_view>
#include <vector>

namespace ogi::daemon {

// Who may ask for a resource.
enum class Who {
    anyone,
    operators,  // Caller::operates
};

// A call that found its resource.
struct ResourceCall {
    const HttpCall& call;
    PathParts path;        // What stands for the names of the pattern.
    RequestTarget target;  // All of path and query.
};

// Writes the response. Errors of ours become error responses; a lost peer throws.
using Answer = std::function<boost::asio::awaitable<void>(const ResourceCall& call, HttpReply& reply)>;

struct Resource {
    boost::beast::http::verb method = boost::beast::http::verb::get;
    std::string_view pattern;  // As path_pattern.h has it. Outlives the resource.
    Who who = Who::anyone;
    Answer answer;
};

// The table of what the HTTP interface (docs/api.md) serves. A group of resources adds its own lines, in a
// file of its own.
class Resources {
  public:
    void add(Resource resource) { all_.push_back(std::move(resource)); }

    // Finds the resource and has it answer; 404 where no path fits, 405 with what is allowed where no method
    // does, 403 where the caller may not.
    boost::asio::awaitable<void> handle(const HttpCall& call, HttpReply& reply) const;

    // Takes what no resource has the path of, also where it is no path: it says so, or serves something that
    // is no resource of the interface.
    using Otherwise = std::function<boost::asio::awaitable<void>(const HttpCall& call, HttpReply& reply)>;
    void set_otherwise(Otherwise otherwise) { otherwise_ = std::move(otherwise); }

    const std::vector<Resource>& all() const { return all_; }

  private:
    std::vector<Resource> all_;
    Otherwise otherwise_;
};

// GET /v1/resources: a line a resource. `resources` stays where it is.
void add_index(Resources& resources);

}  // namespace ogi::daemon
