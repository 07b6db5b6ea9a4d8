#include "archive/http_message.h"

#include <gtest/gtest.h>

namespace ogi::archive {
namespace {

constexpr std::string_view chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

std::string read(std::string_view block) {
    const auto message = parse_http_message(block);
    if (!message) return "refused";
    return std::to_string(message->status) + " " + message->payload;
}

TEST(HttpMessage, IsReadAsArchivesKeepIt) {
    const std::string head{chunked};
    const std::pair<std::string, std::string_view> cases[] = {
        {"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\nbody", "200 body"},
        {"HTTP/1.0 404 Not Found\nServer: x\n\nnone", "404 none"},
        {"HTTP/1.1 304\r\n\r\n", "304 "},
        {"HTTP/1.1 200 OK\r\nContent-Type: text/html", "200 "},
        {head + "4\r\nbody\r\n0\r\n\r\n", "200 body"},
        {head + "4;name=value\r\nbody\r\n2\r\n!!\r\n0\r\nTrailer: x\r\n\r\n", "200 body!!"},
        {head + "<p>not chunked at all</p>", "200 <p>not chunked at all</p>"},
        {head, "200 "},
        {head + "4\r\nbo", "refused"},
        {head + "4\r\nbody\r\n", "refused"},
        {head + "2\r\nbody\r\n0\r\n\r\n", "refused"},
        {head + "4\r\nbody\r\nzz\r\n", "refused"},
        {"GET / HTTP/1.1\r\n\r\n", "refused"},
        {"HTTP/1.1 OK\r\n\r\n", "refused"},
        {"HTTP/1.1 2x0 OK\r\n\r\n", "refused"},
        {"HTTP/1.1 \r\n\r\n", "refused"},
        {"", "refused"},
    };
    for (const auto& [block, expected] : cases) EXPECT_EQ(read(block), expected) << block;
}

TEST(HttpMessage, HeadersAreFoundInAnyCaseAndUnfolded) {
    const auto message =
        parse_http_message("HTTP/1.1 200 OK\r\netag: \"a\"\r\nX-Long: one\r\n  two\r\nno colon\r\n\r\n");
    ASSERT_TRUE(message);
    EXPECT_EQ(message->header("ETag"), "\"a\"");
    EXPECT_EQ(message->header("x-long"), "one two");
    EXPECT_EQ(message->header("Last-Modified"), "");
    EXPECT_EQ(message->headers.size(), 2U);
}

}  // namespace
}  // namespace ogi::archive
