#include "archive/snapshot_records.h"

#include "archive/http_message.h"
#include "archive/record_digest.h"
#include "base/digest.h"

#include <gtest/gtest.h>

namespace ogi::archive {
namespace {

model::Snapshot snapshot(std::string head, std::string body) {
    model::Snapshot made;
    made.url = made.final_url = base::Url::parse("http://a.example/x?y=1").value();
    made.fetched_at = base::UtcTime{std::chrono::milliseconds{1'600'000'000'123}};
    made.content_type = "text/html";
    made.head = std::move(head);
    made.body = std::move(body);
    made.digest = base::sha256_hex(made.body);
    return made;
}

TEST(SnapshotRecords, AResponseHasItsHeadAndTheLengthThatItHasHere) {
    const auto record =
        record_of(snapshot("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n"
                           "content-length: 5\r\nTransfer-Encoding: chunked\r\n",
                           "<p>four"));
    EXPECT_EQ(record.type, "response");
    EXPECT_EQ(record.content_type, "application/http; msgtype=response");
    EXPECT_EQ(record.block,
              "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nX-Crawler-Content-Encoding: gzip\r\n"
              "X-Crawler-content-length: 5\r\nX-Crawler-Transfer-Encoding: chunked\r\nContent-Length: "
              "7\r\n\r\n<p>four");
    EXPECT_EQ(record.field("WARC-Payload-Digest"), warc_digest("<p>four"));
    const auto message = parse_http_message(record.block);
    ASSERT_TRUE(message);
    EXPECT_EQ(message->payload, "<p>four");
}

TEST(SnapshotRecords, AHeadComesBackAsItWas) {
    for (const std::string head : {
             "HTTP/1.1 200 OK\r\nContent-Encoding: br\r\nContent-Length: 5\r\nServer: x\r\n",
             "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n",
             "HTTP/1.1 200 OK\nContent-Length: 4\nX-Crawler-Mood: good\n",
         }) {
        auto written = record_of(snapshot(head, "four")).block;
        written.resize(written.size() - 4 - 2);
        EXPECT_EQ(original_head(written).substr(0, head.size()), head);
    }
}

TEST(SnapshotRecords, WhatHasNoHeadIsAResource) {
    const auto record = record_of(snapshot("", "%PDF"));
    EXPECT_EQ(record.type, "resource");
    EXPECT_EQ(record.content_type, "text/html");
    EXPECT_EQ(record.block, "%PDF");
    EXPECT_FALSE(request_of(snapshot("", "x"), record));
}

TEST(SnapshotRecords, ARevisitNamesWhereTheBodyIs) {
    const auto first = record_of(snapshot("HTTP/1.1 200 OK\r\n", "body"));
    auto later = snapshot("HTTP/1.1 200 OK\r\nDate: later\r\n", "body");
    later.fetched_at += std::chrono::hours{1};
    const auto revisit = revisit_of(later, first);
    EXPECT_EQ(revisit.type, "revisit");
    EXPECT_EQ(revisit.block, "HTTP/1.1 200 OK\r\nDate: later\r\nContent-Length: 4\r\n\r\n");
    EXPECT_EQ(revisit.field("WARC-Profile"),
              "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest");
    EXPECT_EQ(revisit.field("WARC-Refers-To"), first.id);
    EXPECT_EQ(revisit.field("WARC-Refers-To-Date"), "2020-09-13T12:26:40.123Z");
    EXPECT_EQ(revisit.field("WARC-Payload-Digest"), first.field("WARC-Payload-Digest"));
    EXPECT_NE(revisit.id, first.id);
}

TEST(SnapshotRecords, ARedirectAndAFormAreTold) {
    auto made = snapshot("HTTP/1.1 200 OK\r\n", "body");
    made.final_url = base::Url::parse("http://a.example/there").value();
    made.form = "page=2";
    made.took = std::chrono::milliseconds{81};
    const auto record = record_of(made);
    EXPECT_EQ(record.target_uri, "http://a.example/there");
    EXPECT_EQ(record.field(requested_field), "http://a.example/x?y=1");
    EXPECT_EQ(record.field(took_field), "81");
    const auto request = request_of(made, record);
    ASSERT_TRUE(request);
    EXPECT_EQ(request->target_uri, "http://a.example/x?y=1");
    EXPECT_EQ(request->field("WARC-Concurrent-To"), record.id);
    EXPECT_EQ(request->block,
              "POST /x?y=1 HTTP/1.1\r\nHost: a.example\r\nContent-Type: application/x-www-form-urlencoded\r\n"
              "Content-Length: 6\r\n\r\npage=2");
}

}  // namespace
}  // namespace ogi::archive
