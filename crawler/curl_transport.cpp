#include "crawler/curl_transport.h"

#include "crawler/curl_multi.h"

namespace ogi::crawler {

CurlTransport::CurlTransport(boost::asio::any_io_executor executor, TransportSettings settings)
    : multi_{std::make_shared<CurlMulti>(std::move(executor), std::move(settings))} {}

CurlTransport::~CurlTransport() {
    multi_->close();
}

boost::asio::awaitable<HttpResult> CurlTransport::get(HttpRequest request) {
    return CurlMulti::get(multi_, std::move(request));
}

}  // namespace ogi::crawler
