#pragma once

#include "daemon/api/server_counts.h"

#include <boost/asio/ip/address.hpp>

#include <map>
#include <memory>
#include <optional>
#include <string>

namespace ogi::daemon {

// How many connections there may be.
struct ConnectionLimits {
    int connections_max = 1024;             // Over TCP.
    int connections_per_address_max = 256;  // Of them, from one address; of IPv6 from one /64.
};

// On the control socket: an operator gets in, however full the other door is.
inline constexpr int control_connections_max = 256;

// Counts connections, by door and by address.
class ConnectionCounts : public std::enable_shared_from_this<ConnectionCounts> {
  public:
    ConnectionCounts(ConnectionLimits limits, ServerCounts& counts) : limits_{limits}, counts_{counts} {}

    // A place for a connection, held as long as it lives; or nothing, and why: the name of the limit.
    struct Place {
        std::shared_ptr<void> held{};
        std::string_view limit{};
    };
    Place take_control();
    Place take_tcp(const boost::asio::ip::address& address);

  private:
    Place refuse(std::string_view limit);

    ConnectionLimits limits_;
    ServerCounts& counts_;
    std::map<std::string, int> by_address_;
};

// What counts as one address: of IPv6 its first half, for the rest is its owner's to choose.
std::string address_key(const boost::asio::ip::address& address);

}  // namespace ogi::daemon
