// What the sinks over HTTP and NATS decide, without a server: tests/end_to_end/sinks_{web,nats}_test.py have those.
#include "base/time.h"
#include "daemon/sinks/bulk.h"
#include "daemon/sinks/index_client.h"
#include "daemon/sinks/index_fields.h"
#include "daemon/sinks/nats_stream.h"
#include "daemon/sinks/nats_subject.h"
#include "daemon/sinks/report_document.h"
#include "daemon/sinks/web_access.h"
#include "daemon/sinks/webhook_signature.h"
#include "daemon/sinks/webhook_sink.h"
#include "model/change_json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

namespace ogi::daemon {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr std::string_view secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

TEST(WebhookSignature, IsThatOfTheReferenceLibraries) {
    const auto keys = read_webhook_secrets(secret);
    ASSERT_TRUE(keys);
    EXPECT_EQ(sign_webhook(*keys, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, R"({"test": 2432232314})"),
              "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
}

TEST(WebhookSignature, SignsWithEverySecretWhileOneReplacesAnother) {
    const auto both = read_webhook_secrets("# the new one\nwhsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\r\n\n  " +
                                           std::string{secret} + "\n");
    const auto old = read_webhook_secrets(secret);
    ASSERT_TRUE(both && old);
    EXPECT_EQ(both->size(), 2U);
    const auto signatures = sign_webhook(*both, "1-7", 5, "body");
    EXPECT_TRUE(signatures.ends_with(" " + sign_webhook(*old, "1-7", 5, "body"))) << signatures;
}

TEST(WebhookSignature, DependsOnIdTimeAndBody) {
    const auto keys = *read_webhook_secrets(secret);
    const auto usual = sign_webhook(keys, "1-7", 5, "body");
    EXPECT_NE(usual, sign_webhook(keys, "1-8", 5, "body"));
    EXPECT_NE(usual, sign_webhook(keys, "1-7", 6, "body"));
    EXPECT_NE(usual, sign_webhook(keys, "1-7", 5, "bodx"));
}

TEST(WebhookSignature, SecretsThatAreNoneAreNamedByTheirLine) {
    const struct {
        std::string text;
        std::string_view words;
    } cases[] = {
        {"", "has no secret"},
        {"# nothing\n", "has no secret"},
        {"hunter2", "line 1 does not begin"},
        {std::string{secret} + "\nwhsec_!!!!", "line 2 is not base64"},
        {"whsec_AA=A", "line 1 is not base64"},
        {"whsec_AAAB", "line 1 must be 24 to 64 bytes"},
        {"whsec_" + std::string(88, 'A'), "line 1 must be 24 to 64 bytes"},
        {std::string{secret} + "\n" + std::string{secret} + "\n" + std::string{secret} + "\n" +
             std::string{secret} + "\n" + std::string{secret},
         "line 5 is one secret more than 4"},
    };
    for (const auto& [text, words] : cases) {
        const auto read = read_webhook_secrets(text);
        ASSERT_FALSE(read) << text;
        EXPECT_THAT(read.error().context, HasSubstr(words));
        EXPECT_THAT(read.error().context, Not(HasSubstr("hunter2")));
    }
}

TEST(WebhookSink, KnowsWhatAnAnswerSaysOfThePost) {
    for (const int status : {200, 201, 202, 204}) EXPECT_EQ(hook_fate(status), HookFate::taken) << status;
    for (const int status : {400, 413, 422}) EXPECT_EQ(hook_fate(status), HookFate::refused) << status;
    EXPECT_EQ(hook_fate(410), HookFate::gone);
    for (const int status : {301, 307, 401, 404, 429, 500, 503})
        EXPECT_EQ(hook_fate(status), HookFate::elsewise) << status;
}

TEST(WebAccess, TellsWhatPassesFromWhatNeedsAPerson) {
    const base::UtcTime now{std::chrono::seconds{1'800'000'000}};
    for (const int status : {408, 425, 429, 500, 502, 503, 504})
        EXPECT_EQ(trouble_of_answer({.status = status}, "POST", now).remedy, Remedy::time) << status;
    for (const int status : {301, 401, 403, 404, 405, 415})
        EXPECT_EQ(trouble_of_answer({.status = status}, "POST", now).remedy, Remedy::person) << status;
    EXPECT_THAT(trouble_of_answer({.status = 302}, "POST", now).why, HasSubstr("redirects are not followed"));
}

TEST(WebAccess, KeepsThePauseThatIsAskedFor) {
    const base::UtcTime now{std::chrono::seconds{1'800'000'000}};
    const auto asked = [&](std::string value) {
        return trouble_of_answer({.status = 503, .retry_after = std::move(value)}, "POST", now).wait;
    };
    EXPECT_EQ(asked("7"), std::chrono::milliseconds{7'000});
    EXPECT_EQ(asked("Fri, 15 Jan 2027 08:00:30 GMT"), std::chrono::milliseconds{30'000});
    EXPECT_EQ(asked("99999999999"), std::chrono::hours{24});
    EXPECT_EQ(asked("soon"), std::nullopt);
}

TEST(WebAccess, AnAnswerIsToldOnOneLine) {
    const HttpAnswer answer{.status = 500, .body = "a\nb\x1b[31m" + std::string(1'000, 'x')};
    EXPECT_THAT(answer.told(), HasSubstr("HTTP 500: a b [31mxx"));
    EXPECT_LT(answer.told().size(), HttpClient::told_bytes_max + 30);
}

TEST(WebSinkKinds, RefuseKeysThatCannotWorkTogether) {
    const SinkValue url{std::string{"https://example.org:9200/a"}}, text{std::string{"x"}};
    const SinkValue servers{std::vector<std::string>{"nats://127.0.0.1:4222", "tls://example.org"}};
    using Options = std::map<std::string, SinkValue, std::less<>>;
    const auto one = [](std::string server) {
        return SinkValue{std::vector<std::string>{std::move(server)}};
    };
    const auto words = [](std::string text_) { return SinkValue{std::move(text_)}; };
    const struct {
        std::string_view kind;
        Options options;
        std::string_view refusal;  // Empty: none.
    } cases[] = {
        {"webhook", {{"url", url}}, ""},
        {"webhook", {{"url", url}, {"mode", words("batched")}}, ""},
        {"webhook", {{"url", url}, {"mode", text}}, "neither structured nor batched"},
        {"webhook", {{"url", words("example.org")}}, "http:// or https://"},
        {"webhook", {{"url", words("ftp://example.org")}}, "http:// or https://"},
        {"webhook", {{"url", words("http://a:b@example.org")}}, "password in its url"},
        {"webhook", {{"url", url}, {"user", text}}, "user and password_file together"},
        {"opensearch", {{"url", url}, {"user", text}, {"password_file", text}}, ""},
        {"opensearch",
         {{"url", url}, {"user", text}, {"password_file", text}, {"token_file", text}},
         "not both"},
        {"elasticsearch", {{"url", url}, {"index", words("Reports")}}, "has an index that cannot be one"},
        {"elasticsearch", {{"url", url}, {"cells", text}}, "neither nested nor flattened"},
        {"elasticsearch", {{"url", url}, {"withdrawn", text}}, "neither keep nor delete"},
        {"nats", {{"servers", servers}}, ""},
        {"nats", {{"servers", SinkValue{std::vector<std::string>{}}}}, "needs servers"},
        {"nats", {{"servers", one("http://a")}}, "nats:// or tls://"},
        {"nats", {{"servers", one("nats://a:b@c")}}, "password in servers"},
        {"nats", {{"servers", servers}, {"subject", words("a.*")}}, "has a subject"},
        {"nats", {{"servers", servers}, {"stream", words("a.b")}}, "has a stream"},
        {"nats", {{"servers", servers}, {"token_file", text}, {"creds_file", text}}, "one of user"},
    };
    for (const auto& [kind, options, refusal] : cases) {
        const auto* found = find_sink_kind(kind);
        ASSERT_NE(found, nullptr) << kind;
        SinkSettings settings;
        settings.options = options;
        const auto checked = found->check(settings);
        EXPECT_EQ(checked.has_value(), refusal.empty()) << kind << " " << refusal;
        EXPECT_THAT(checked ? "" : checked.error().context, HasSubstr(refusal));
    }
}

TEST(NatsSubject, LeavesNothingInATokenThatNatsForbids) {
    const struct {
        std::string_view text, token;
    } cases[] = {
        {"a-0123456789abcdef", "a-0123456789abcdef"},
        {"某县财政局", "某县财政局"},
        {"a.b", "a%2Eb"},
        {"a b*c>d", "a%20b%2Ac%3Ed"},
        {"100%", "100%25"},
        {"tab\there", "tab%09here"},
        {"", "_"},
        {"_", "%5F"},
    };
    for (const auto& [text, token] : cases) EXPECT_EQ(nats_token(text), token);
    EXPECT_EQ(nats_subject("ogid", "a-01", 2023), "ogid.a-01.2023");
}

TEST(NatsSubject, PrefixesAndStreamsThatTheServerWouldRefuseAreKnown) {
    for (const auto* good : {"ogid", "gov.reports", "公开"}) EXPECT_TRUE(is_nats_prefix(good)) << good;
    for (const auto* bad : {"", ".", "a.", ".a", "a..b", "a.*", ">", "a b", "$JS", "_INBOX.a"})
        EXPECT_FALSE(is_nats_prefix(bad)) << bad;
    EXPECT_FALSE(is_nats_prefix(std::string(129, 'a')));
    EXPECT_TRUE(is_nats_stream("OGID-1"));
    for (const auto* bad : {"", "a.b", "a/b", "a\\b", "a b", "*"}) EXPECT_FALSE(is_nats_stream(bad)) << bad;
}

TEST(NatsAcks, AreStoredKnownOrARefusalWithItsReason) {
    using Says = NatsAck::Says;
    const struct {
        std::string_view body;
        Says says;
        std::string_view why;
    } cases[] = {
        {R"({"stream":"OGID","seq":7})", Says::stored, ""},
        {R"({"stream":"OGID","seq":7,"duplicate":true})", Says::known, ""},
        {R"({"error":{"code":400,"err_code":10054,"description":"message size exceeds maximum allowed"}})",
         Says::too_large, "exceeds"},
        {R"({"error":{"code":400,"err_code":10070,"description":"wrong last msg ID: x"}})", Says::wrong_order,
         "wrong last"},
        {R"({"error":{"code":503,"err_code":10077,"description":"maximum bytes exceeded"},"stream":"OGID","seq":0})",
         Says::refused, "maximum bytes exceeded (10077)"},
        {R"({"error":{}})", Says::refused, "no reason"},
        {R"({"stream":"OGID"})", Says::refused, "without a sequence"},
        {R"({"stream":"OGID","seq":0})", Says::refused, "without a sequence"},
        {"+OK", Says::refused, "not JSON"},
        {"", Says::refused, "not JSON"},
    };
    for (const auto& [body, says, why] : cases) {
        const auto ack = read_nats_ack(body);
        EXPECT_EQ(ack.says, says) << body;
        EXPECT_THAT(ack.why, HasSubstr(why)) << body;
    }
}

TEST(Bulk, AnActionIsALineWithItsVersionAndADocumentALineBehindIt) {
    EXPECT_EQ(
        bulk_lines({.id = "ab", .version = 7, .document = R"({"year":2023})"}),
        "{\"index\":{\"_id\":\"ab\",\"version\":7,\"version_type\":\"external_gte\"}}\n{\"year\":2023}\n");
    EXPECT_EQ(bulk_lines({.id = "ab", .version = 8}),
              "{\"delete\":{\"_id\":\"ab\",\"version\":8,\"version_type\":\"external_gte\"}}\n");
}

TEST(Bulk, EveryItemHasAFateOfItsOwn) {
    const auto outcomes = read_bulk_answer(R"({"errors":true,"items":[
        {"index":{"status":201}}, {"index":{"status":200}},
        {"index":{"status":409,"error":{"type":"version_conflict_engine_exception","reason":"r"}}},
        {"index":{"status":429,"error":{"type":"es_rejected_execution_exception","reason":"queue"}}},
        {"index":{"status":503,"error":{"type":"unavailable_shards_exception","reason":"r"}}},
        {"index":{"status":400,"error":{"type":"mapper_parsing_exception","reason":"field [year]",
                                        "caused_by":{"type":"x","reason":"For input string"}}}},
        {"index":{"status":403,"error":{"type":"cluster_block_exception","reason":"read-only"}}},
        {"index":{"status":404,"error":{"type":"index_not_found_exception","reason":"no such index"}}},
        {"delete":{"status":404}}, {"delete":{"status":200}},
        {"delete":{"status":404,"error":{"type":"index_not_found_exception","reason":"r"}}},
        {"index":{"status":999,"error":"odd"}}]})",
                                           12);
    ASSERT_TRUE(outcomes) << outcomes.error().context;
    std::vector<BulkFate> fates;
    for (const auto& outcome : *outcomes) fates.push_back(outcome.fate);
    EXPECT_THAT(fates, ElementsAre(BulkFate::in, BulkFate::in, BulkFate::older, BulkFate::again,
                                   BulkFate::again, BulkFate::refused, BulkFate::blocked, BulkFate::no_index,
                                   BulkFate::in, BulkFate::in, BulkFate::no_index, BulkFate::again));
    EXPECT_EQ((*outcomes)[5].why, "status 400 mapper_parsing_exception: field [year] (For input string)");
}

TEST(Bulk, AnAnswerThatDoesNotTellOfEveryItemIsNone) {
    const std::string_view bodies[] = {
        "",
        "{",
        "[]",
        R"({"errors":false})",
        R"({"errors":false,"items":{}})",
        R"({"errors":false,"items":[]})",
        R"({"errors":false,"items":[{"index":{"status":200}},{"index":{"status":200}}]})",
        R"({"errors":false,"items":[{"index":{}}]})",
        R"({"errors":false,"items":[{"index":{"status":"200"}}]})",
        R"({"errors":false,"items":[7]})",
        R"({"errors":false,"items":[{}]})",
    };
    for (const auto body : bodies) EXPECT_FALSE(read_bulk_answer(body, 1)) << body;
}

TEST(IndexFields, AMappingMadeFromThemHasNoFault) {
    for (const auto kind : {IndexKind::opensearch, IndexKind::elasticsearch}) {
        for (const auto form : {CellsForm::nested, CellsForm::flattened}) {
            const auto body = boost::json::parse(index_body("ogid", kind, form)).as_object();
            const boost::json::object answer{
                {"ogid-1", boost::json::object{{"mappings", body.at("mappings")}}}};
            EXPECT_EQ(mapping_fault(boost::json::serialize(answer), kind, form), "");
            EXPECT_EQ(body.at("aliases").as_object().size(), 1U);
        }
    }
}

TEST(IndexFields, AMappingThatWouldTakeFiguresForSomethingElseIsAFault) {
    auto body = boost::json::parse(index_body("ogid", IndexKind::opensearch, CellsForm::nested)).as_object();
    auto& mappings = body.at("mappings").as_object();
    auto& cells = mappings.at("properties").as_object().at("cells").as_object().at("properties").as_object();
    cells.at("decimal").as_object()["type"] = "float";
    const boost::json::object answer{{"mine", boost::json::object{{"mappings", mappings}}}};
    EXPECT_EQ(mapping_fault(boost::json::serialize(answer), IndexKind::opensearch, CellsForm::nested),
              "index mine: the field cells.decimal is float, it must be keyword");
    EXPECT_THAT(mapping_fault(R"({"a":{"mappings":{}}})", IndexKind::opensearch, CellsForm::nested),
                HasSubstr("is not there"));
    EXPECT_THAT(mapping_fault(R"({"a":{},"b":{}})", IndexKind::opensearch, CellsForm::nested),
                HasSubstr("2 indexes"));
    for (const auto* body_text : {"", "[]", "{}", "{\"a\":7}", "{\"a\":{\"mappings\":7}}"})
        EXPECT_NE(mapping_fault(body_text, IndexKind::opensearch, CellsForm::nested), "") << body_text;
}

TEST(IndexFields, TheTwoProgramsCallAFieldOfManyKeysDifferently) {
    EXPECT_THAT(index_body("a", IndexKind::opensearch, CellsForm::flattened), HasSubstr("flat_object"));
    EXPECT_THAT(index_body("a", IndexKind::elasticsearch, CellsForm::flattened), HasSubstr("\"flattened\""));
}

TEST(IndexFields, NamesThatNoIndexCanHaveAreKnown) {
    for (const auto* good : {"ogid", "gov-reports.2", "a"}) EXPECT_TRUE(is_index_name(good)) << good;
    for (const auto* bad : {"", "Ogid", "-a", "_a", ".", "a/b", "a b", "a*", "某"})
        EXPECT_FALSE(is_index_name(bad)) << bad;
    EXPECT_FALSE(is_index_name(std::string(201, 'a')));
}

SinkEvent event_of(model::ChangeType type) {
    model::Change change;
    change.sequence = 43;
    change.type = type;
    change.key = {"某县财政局", 2023};
    change.source_url = "http://127.0.0.1/1.html";
    change.revision = 2;
    change.agency_id = "a-01";
    return {43, model::to_json(change, "urn:ogid:1"), change};
}

model::Report small_report() {
    model::Report report;
    report.is_report = true;
    report.agency.division = "500112";
    report.cells["requests.a"] = {
        model::CellKind::number, model::Decimal::parse("57.8374"), "57.8374", "万元", {}};
    report.cells["requests.b"] = {model::CellKind::blank, {}, "", "件", {}};
    report.cells["requests.c"] = {};
    report.checks.resize(2);
    report.checks[0].id = "one";
    report.checks[0].outcome = model::CheckOutcome::violated;
    report.checks[1].id = "two";
    report.checks[1].outcome = model::CheckOutcome::holds;
    report.sections = {{1, "总体情况", "正文"}};
    return report;
}

TEST(ReportDocument, KeepsEveryDigitAndTellsBlankFromZero) {
    const auto report = small_report();
    const auto text = report_document(event_of(model::ChangeType::revised), 2, &report, CellsForm::nested);
    EXPECT_THAT(
        text, HasSubstr(R"("cells":[{"id":"requests.a","kind":"number","value":57.8374,"decimal":"57.8374",)"
                        R"("unit":"万元","raw":"57.8374"},{"id":"requests.b","kind":"blank","unit":"件"}])"));
    EXPECT_THAT(text, HasSubstr(R"("checks_held":["two"],"checks_violated":["one"])"));
    EXPECT_THAT(text, HasSubstr(R"("epoch":2,"sequence":43)"));
    EXPECT_EQ(text.find('\n'), std::string::npos);
}

TEST(ReportDocument, FlattenedCellsAreTheFiguresAndBesideThemUnitsAndKinds) {
    const auto report = small_report();
    const auto text = report_document(event_of(model::ChangeType::revised), 1, &report, CellsForm::flattened);
    EXPECT_THAT(
        text, HasSubstr(R"("cells":{"requests.a":"57.8374"},"cell_units":{"requests.a":"万元"},"cell_kinds":)"
                        R"({"requests.a":"number","requests.b":"blank"})"));
}

TEST(ReportDocument, SaysOfAWithdrawnReportThatItIs) {
    const auto withdrawn =
        report_document(event_of(model::ChangeType::withdrawn), 1, nullptr, CellsForm::nested);
    EXPECT_THAT(withdrawn, HasSubstr(R"("withdrawn":true)"));
    EXPECT_THAT(report_document(event_of(model::ChangeType::restored), 1, nullptr, CellsForm::nested),
                HasSubstr(R"("withdrawn":false)"));
}

// A field that no row of the table has would be kept and never found.
TEST(ReportDocument, WritesNoFieldThatTheIndexDoesNotKnow) {
    auto report = small_report();
    report.title = "t";
    report.agency.as_written = "w";
    report.published = base::Date{std::chrono::year{2024} / 1 / 31};
    report.anomalies = {{"template_text", "q"}};
    report.statements = {{"n", model::Decimal::whole(3), false, "件", "q", {}}};
    auto event = event_of(model::ChangeType::withdrawn);
    event.change.reason = model::GoneReason::not_found;
    event.change.recorded_at = base::UtcTime{};
    event.change.change_class = model::ChangeClass::withdrawn;
    for (const auto form : {CellsForm::nested, CellsForm::flattened}) {
        const auto fields = index_fields(form);
        const auto known = [&](const std::string& name) {
            return std::ranges::any_of(fields, [&](const IndexField& field) { return field.name == name; });
        };
        const auto document = boost::json::parse(report_document(event, 1, &report, form)).as_object();
        for (const auto& [name, value] : document) {
            EXPECT_TRUE(known(name)) << name;
            if (!value.is_array() || value.as_array().empty() || !value.as_array()[0].is_object()) continue;
            for (const auto& member : value.as_array()[0].as_object())
                EXPECT_TRUE(known(std::string{name} + "." + std::string{member.key()}))
                    << name << member.key();
        }
    }
}

TEST(ReportDocument, IdsAreBoundedAndOfTheSubjectAlone) {
    EXPECT_EQ(document_id(std::string(5'000, 'a')).size(), 64U);
    EXPECT_NE(document_id("甲/2022"), document_id("甲/2023"));
}

}  // namespace
}  // namespace ogi::daemon
