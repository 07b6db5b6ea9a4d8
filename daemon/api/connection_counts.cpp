#include "daemon/api/connection_counts.h"

#include <algorithm>

namespace ogi::daemon {

namespace ip = boost::asio::ip;

std::string address_key(const ip::address& address) {
    if (address.is_v4()) return address.to_string();
    const auto six = address.to_v6();
    if (six.is_v4_mapped()) return ip::make_address_v4(ip::v4_mapped, six).to_string();
    auto bytes = six.to_bytes();
    std::fill(bytes.begin() + bytes.size() / 2, bytes.end(), static_cast<unsigned char>(0));
    return ip::address_v6{bytes}.to_string() + "/64";
}

ConnectionCounts::Place ConnectionCounts::refuse(std::string_view limit) {
    ++counts_.refused[limit];
    return {.limit = limit};
}

ConnectionCounts::Place ConnectionCounts::take_control() {
    if (counts_.control_connections >= control_connections_max) return refuse("control_connections_max");
    ++counts_.control_connections;
    return {.held = std::shared_ptr<void>{
                this, [self = shared_from_this()](void*) { --self->counts_.control_connections; }}};
}

ConnectionCounts::Place ConnectionCounts::take_tcp(const ip::address& address) {
    if (counts_.tcp_connections >= limits_.connections_max) return refuse("connections_max");
    auto key = address_key(address);
    auto& count = by_address_[key];
    if (count >= limits_.connections_per_address_max) return refuse("connections_per_address_max");
    ++count;
    ++counts_.tcp_connections;
    return {.held = std::shared_ptr<void>{this, [self = shared_from_this(), key = std::move(key)](void*) {
                                              --self->counts_.tcp_connections;
                                              const auto found = self->by_address_.find(key);
                                              if (--found->second == 0) self->by_address_.erase(found);
                                          }}};
}

}  // namespace ogi::daemon
