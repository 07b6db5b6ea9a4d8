#include "daemon/api/error_codes.h"
#include "daemon/api/http_server.h"

#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/chunk_encode.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/serializer.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>

namespace ogi::daemon {

namespace asio = boost::asio;
namespace http = boost::beast::http;

asio::awaitable<void> HttpReply::whole(http::status status, std::string_view content_type, std::string body) {
    begun_ = true;
    http::response<http::string_body> response{status, 11};
    response.set(http::field::content_type, content_type);
    response.keep_alive(keep_alive_);
    response.body() = std::move(body);
    response.prepare_payload();
    stream_.expires_after(write_timeout);
    co_await http::async_write(stream_, response, asio::use_awaitable);
}

asio::awaitable<void> HttpReply::error(const base::Error& error) {
    auto body = error_line(error);
    co_await whole(status_of(error.code), "application/json", std::move(body));
}

asio::awaitable<void> HttpReply::begin(std::string_view content_type) {
    begun_ = true;
    http::response<http::empty_body> response{http::status::ok, 11};
    response.set(http::field::content_type, content_type);
    response.set(http::field::cache_control, "no-store");
    response.keep_alive(keep_alive_);
    response.chunked(true);
    http::response_serializer<http::empty_body> serializer{response};
    stream_.expires_after(write_timeout);
    co_await http::async_write_header(stream_, serializer, asio::use_awaitable);
}

asio::awaitable<void> HttpReply::piece(std::string text) {
    if (text.empty()) co_return;  // An empty chunk would end the response.
    stream_.expires_after(write_timeout);
    auto chunk = http::make_chunk(asio::buffer(text));
    co_await asio::async_write(stream_, chunk, asio::use_awaitable);
}

asio::awaitable<void> HttpReply::end() {
    stream_.expires_after(write_timeout);
    auto last = http::make_chunk_last();
    co_await asio::async_write(stream_, last, asio::use_awaitable);
}

}  // namespace ogi::daemon
