// The sample files of warcio and jwarc, good ones and bad ones: ../shared/suites.
#include "archive/http_message.h"
#include "archive/record_digest.h"
#include "archive/record_reader.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace ogi::archive {
namespace {

struct Tally {
    int records = 0;
    int responses = 0;
    int errors = 0;
    int messages_refused = 0;
    int wrong_digests = 0;

    bool operator==(const Tally&) const = default;
};

std::ostream& operator<<(std::ostream& out, const Tally& tally) {
    return out << tally.records << " records, " << tally.responses << " responses, " << tally.errors
               << " errors, " << tally.messages_refused << " messages refused, " << tally.wrong_digests
               << " wrong digests";
}

Tally tally_of(const std::filesystem::path& path) {
    std::ifstream file{path, std::ios::binary};
    RecordReader reader{file};
    Tally tally;
    while (true) {
        const auto next = reader.next();
        if (!next) {
            ++tally.errors;
            continue;
        }
        if (!*next) return tally;
        const auto& record = **next;
        ++tally.records;
        if (check_digest(record.field("WARC-Block-Digest"), record.block) == DigestOutcome::wrong)
            ++tally.wrong_digests;
        if (record.type != "response") continue;
        ++tally.responses;
        if (!parse_http_message(record.block)) ++tally.messages_refused;
    }
}

TEST(ArchiveSamples, AreReadAsTheyStand) {
    const std::filesystem::path suites = OGI_SHARED_FOLDER "/suites";
    if (!std::filesystem::exists(suites)) GTEST_SKIP() << "no conformance suite beside the checkout";
    const std::pair<const char*, Tally> cases[] = {
        {"warcio/test/data/example.warc", {6, 1, 0, 0, 0}},
        {"warcio/test/data/example.warc.gz", {6, 1, 0, 0, 0}},
        {"warcio/test/data/example.arc", {2, 1, 0, 0, 0}},
        {"warcio/test/data/example.arc.gz", {2, 1, 0, 0, 0}},
        {"warcio/test/data/example-resource.warc.gz", {3, 0, 0, 0, 0}},
        {"warcio/test/data/example-iana.org-chunked.warc", {3, 1, 0, 0, 0}},
        {"warcio/test/data/example-space-in-target-uri.warc.gz", {2, 0, 0, 0, 0}},
        {"warcio/test/data/example-wget-bad-target-uri.warc.gz", {6, 1, 0, 0, 0}},
        {"warcio/test/data/post-test.warc.gz", {6, 3, 0, 0, 0}},
        {"warcio/test/data/example-bad.warc.gz.bad", {6, 2, 0, 0, 0}},  // All records in one gzip member.
        {"warcio/test/data/example-digest.warc", {4, 0, 0, 0, 1}},      // One digest is wrong on purpose.
        {"warcio/test/data/example-bad-non-chunked.warc.gz",
         {6, 1, 0, 0, 1}},  // Called chunked, and stored without chunks.
        {"warcio/test/data/example-wrong-chunks.warc.gz", {2, 1, 0, 0, 1}},
        {"warcio/test/data/example-trunc.warc",
         {4, 1, 1, 0, 1}},  // A block is shorter than it says; the record behind it is found.
        {"warcio/test/data/example-space-in-url.arc", {1, 0, 1, 0, 0}},  // Its last record lacks 12 bytes.
        {"warcio/test/data/bad.arc", {1, 0, 3, 0, 0}},                   // Lengths -1 and abc.
        {"jwarc/test-resources/org/netpreserve/jwarc/cc.warc.gz", {1, 1, 0, 0, 0}},
        {"jwarc/test-resources/org/netpreserve/jwarc/gzip_extra_sl.warc.gz", {1, 0, 0, 0, 0}},
    };
    for (const auto& [name, expected] : cases) EXPECT_EQ(tally_of(suites / name), expected) << name;
}

}  // namespace
}  // namespace ogi::archive
