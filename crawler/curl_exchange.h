#pragma once

#include "crawler/body_decoder.h"
#include "crawler/curl_handles.h"
#include "crawler/curl_transport.h"
#include "crawler/name_lookups.h"
#include "crawler/tls_goodbye.h"

#include <boost/asio/steady_timer.hpp>

#include <array>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace ogi::crawler {

// One request under way: what its options say, what libcurl's callbacks fill, and whom to wake at the end.
// Must not move while libcurl holds pointers into it.
class CurlExchange : private ByteSink {
  public:
    static constexpr std::size_t header_bytes_max = 256 * 1024;  // Interim responses (1xx) included.
    static constexpr std::size_t cookies_max = 32;               // Set-Cookie headers; the first ones count.
    // A compressed body up to this size is gathered before it is decoded, larger ones are decoded as they
    // come.
    static constexpr std::size_t gathered_bytes_max = 256 * 1024;
    // What is set aside for a body because a Content-Length promises it; more only once it is there.
    static constexpr std::size_t reserved_bytes_max = 1024 * 1024;

    // `lookup`: given back once the name is resolved.
    CurlExchange(boost::asio::any_io_executor executor, HttpRequest request,
                 const TransportSettings& settings, NameLookups::Place lookup);
    CurlExchange(const CurlExchange&) = delete;
    CurlExchange& operator=(const CurlExchange&) = delete;

    // Sets every option of `easy` that concerns this request.
    void prepare(CURL* easy);

    // Whom the connection leads to: the host, or the proxy.
    const std::string& authority() const { return authority_; }

    // The handle given to prepare; nullptr before.
    CURL* easy() const { return easy_; }

    // Ends the exchange with what libcurl says of it; `easy` still holds the transfer's figures.
    void settle(CURL* easy, CURLcode code);
    void settle(TransportError error);

    // Told of each connection that is opened for it.
    std::function<void(curl_socket_t)> on_connection{};

    // Set by settle, which also cancels `over`: whoever waits for the exchange waits on this timer.
    std::optional<HttpResult> result;
    boost::asio::steady_timer over;

  private:
    static std::size_t on_body(char* bytes, std::size_t, std::size_t count, void* exchange) noexcept;
    static std::size_t on_header(char* bytes, std::size_t, std::size_t count, void* exchange) noexcept;
    static curl_socket_t on_open_socket(void* exchange, curlsocktype, curl_sockaddr* address) noexcept;
    static int on_connected(void* exchange, char* address, char*, int, int) noexcept;

    // Whether to go on.
    bool take_body(std::string_view piece);
    bool decode(std::string_view piece);
    bool take(std::string_view decoded) override;
    void make_room();
    InflateLimits inflate_limits() const;
    // Of any body that this request may bring.
    std::size_t bytes_max() const;
    // What a body of so many bytes may hold.
    std::size_t inflated_bytes_max(std::size_t coded_bytes) const;
    bool take_header(std::string_view line);
    bool take_status_line(std::string_view line);
    bool keep_header(std::string_view name, std::string_view value);
    // Refuses to take more of the response, for the reason given. Always false.
    bool stop(model::FailureReason reason, std::string_view why);
    TransportError error_of(CURLcode code) const;

    HttpRequest request_;
    const TransportSettings& settings_;
    std::string authority_;
    std::size_t body_bytes_max_;
    CURL* easy_ = nullptr;
    CurlList headers_;
    HttpResponse response_;
    NameLookups::Place lookup_;
    std::size_t header_bytes_ = 0;
    bool answer_began_ = false;  // A status line has come.
    bool headers_over_ =
        false;  // Of the final response: what comes now are trailers, which count for nothing.
    std::string content_length_{};  // As sent.
    std::string content_encoding_{};
    bool is_chunked_ = false;
    TlsGoodbye goodbye_;                    // Of the connection.
    std::unique_ptr<BodyDecoder> decoder_;  // Once the body has begun.
    std::string gathered_{};                // Of a compressed body that is decoded when it is all here.
    std::size_t gathered_bytes_ = 0;        // How many that will be; 0: it is decoded piece by piece.
    bool cut_ = false;                      // The body reached its limit and that is fine (WhenTooLong::cut).
    std::optional<TransportError> stopped_;      // Why a callback of ours ended the transfer.
    std::string refused_address_;                // The last one the address policy refused, with its use.
    bool tried_an_address_ = false;              // One that it let pass.
    std::array<char, CURL_ERROR_SIZE> words_{};  // libcurl's own, of the failure.
};

}  // namespace ogi::crawler
