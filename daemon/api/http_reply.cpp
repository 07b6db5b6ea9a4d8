#include "daemon/api/http_reply.h"

#include "daemon/api/error_codes.h"

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
    if (!content_type.empty()) response.set(http::field::content_type, content_type);
    if (status == http::status::method_not_allowed || status == http::status::no_content)
        response.set(http::field::allow, allowed_);
    response.keep_alive(wanted_.keep_alive);
    response.body() = std::move(body);
    response.prepare_payload();
    stream_.expires_after(write_timeout);
    if (wanted_.body) {
        co_await http::async_write(stream_, response, asio::use_awaitable);
        co_return;
    }
    http::response_serializer<http::string_body> serializer{response};
    co_await http::async_write_header(stream_, serializer, asio::use_awaitable);
}

asio::awaitable<void> HttpReply::error(const base::Error& error) {
    auto message = error.context;
    co_await refuse(status_of(error.code), name_of(error.code), std::move(message));
}

asio::awaitable<void> HttpReply::refuse(http::status status, std::string_view code, std::string message) {
    auto body = error_line(code, message);
    co_await whole(status, "application/json", std::move(body));
}

asio::awaitable<void> HttpReply::nothing() {
    auto body = std::string{};
    co_await whole(http::status::no_content, "", std::move(body));
}

asio::awaitable<void> HttpReply::begin(std::string_view content_type) {
    begun_ = true;
    http::response<http::empty_body> response{http::status::ok, 11};
    response.set(http::field::content_type, content_type);
    response.set(http::field::cache_control, "no-store");
    response.keep_alive(wanted_.keep_alive);
    response.chunked(true);
    http::response_serializer<http::empty_body> serializer{response};
    stream_.expires_after(write_timeout);
    co_await http::async_write_header(stream_, serializer, asio::use_awaitable);
}

asio::awaitable<void> HttpReply::piece(std::string text) {
    if (text.empty() || !wanted_.body) co_return;  // An empty chunk would end the response.
    stream_.expires_after(write_timeout);
    auto chunk = http::make_chunk(asio::buffer(text));
    co_await asio::async_write(stream_, chunk, asio::use_awaitable);
}

asio::awaitable<void> HttpReply::end() {
    if (!wanted_.body) co_return;
    stream_.expires_after(write_timeout);
    auto last = http::make_chunk_last();
    co_await asio::async_write(stream_, last, asio::use_awaitable);
}

void HttpReply::break_off() {
    throw boost::system::system_error{asio::error::make_error_code(asio::error::broken_pipe)};
}

}  // namespace ogi::daemon
