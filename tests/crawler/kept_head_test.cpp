#include "crawler/kept_head.h"

#include <gtest/gtest.h>

namespace ogi::crawler {
namespace {

TEST(KeptHead, HasTheLinesAsTheyCame) {
    std::string head;
    for (const auto* line : {"HTTP/1.1 200 OK\r\n", "Server:  nginx\r\n", "x-Odd:\xB9\xAB\n"})
        keep_head_line(head, line);
    EXPECT_EQ(head, "HTTP/1.1 200 OK\r\nServer:  nginx\r\nx-Odd:\xB9\xAB\n");
}

TEST(KeptHead, LeavesOutWhatACookieIsWorth) {
    const std::pair<const char*, const char*> cases[] = {
        {"Set-Cookie: JSESSIONID=A1=B2; Path=/; HttpOnly\r\n",
         "Set-Cookie: JSESSIONID=*; Path=/; HttpOnly\r\n"},
        {"set-cookie:a=secret\r\n", "set-cookie:a=*\r\n"},
        {"SET-COOKIE: a=secret\n", "SET-COOKIE: a=*\n"},
        {"Set-Cookie: secret; Path=/a=b\r\n", "Set-Cookie:*; Path=/a=b\r\n"},
        {"Set-Cookie: secret\r\n", "Set-Cookie:*\r\n"},
        {"Set-Cookie-Not: a=b\r\n", "Set-Cookie-Not: a=b\r\n"},
    };
    for (const auto& [line, kept] : cases) {
        std::string head;
        keep_head_line(head, line);
        EXPECT_EQ(head, kept) << line;
    }
}

TEST(KeptHead, EndsWhereItsLimitIs) {
    std::string head;
    keep_head_line(head, "HTTP/1.1 200 OK\r\n");
    keep_head_line(head, "X-Long: " + std::string(kept_head_bytes_max, 'x') + "\r\n");
    keep_head_line(head, "X-Short: y\r\n");
    EXPECT_EQ(head, "HTTP/1.1 200 OK\r\nX-Short: y\r\n");
}

}  // namespace
}  // namespace ogi::crawler
