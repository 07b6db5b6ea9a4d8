#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/write.hpp>

#include <array>
#include <filesystem>
#include <string>
#include <string_view>

namespace ogi::daemon {

// Sends bytes to a Unix socket as they are, and reads until `enough` stands in what comes, or the server
// closes.
inline std::string raw_exchange(const std::filesystem::path& socket, std::string_view bytes,
                                std::string_view enough) {
    namespace asio = boost::asio;
    using asio::local::stream_protocol;
    asio::io_context context;
    stream_protocol::socket peer{context};
    peer.connect(stream_protocol::endpoint{socket.string()});
    boost::system::error_code problem;
    asio::write(peer, asio::buffer(bytes.data(), bytes.size()), problem);
    std::string got;
    std::array<char, 4096> piece{};
    while (!problem && got.find(enough) == std::string::npos)
        got.append(piece.data(), peer.read_some(asio::buffer(piece), problem));
    return got;
}

}  // namespace ogi::daemon
