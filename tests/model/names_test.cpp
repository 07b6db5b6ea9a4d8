#include "model/names.h"

#include <gtest/gtest.h>

#include <initializer_list>
#include <string_view>

namespace ogi::model {
namespace {

template <class Enum>
struct Named {
    Enum value;
    std::string_view word;
};

template <class Enum>
void expect_words(std::initializer_list<Named<Enum>> words) {
    for (const auto& [value, word] : words) {
        EXPECT_EQ(name_of(value), word);
        EXPECT_EQ(from_name<Enum>(word), value) << word;
    }
    for (std::string_view word : {"", "unknown", "Number", "added ", "2020"}) {
        EXPECT_FALSE(from_name<Enum>(word)) << word;
    }
}

// These words are on disk and on the wire: a change here changes a format.
TEST(Names, AreTheWordsOfTheFormats) {
    expect_words<CellKind>({{CellKind::number, "number"},
                            {CellKind::blank, "blank"},
                            {CellKind::slash, "slash"},
                            {CellKind::dash, "dash"},
                            {CellKind::text, "text"},
                            {CellKind::unreadable, "unreadable"},
                            {CellKind::absent, "absent"}});
    expect_words<CheckOutcome>({{CheckOutcome::holds, "holds"},
                                {CheckOutcome::violated, "violated"},
                                {CheckOutcome::not_assessable, "not_assessable"}});
    expect_words<Generation>({{Generation::free_form, "free"},
                              {Generation::form_2019, "2019"},
                              {Generation::form_2021, "2021"},
                              {Generation::mixed, "mixed"}});
    expect_words<Verdict>({{Verdict::verified, "verified"},
                           {Verdict::consistent, "consistent"},
                           {Verdict::inconsistent, "inconsistent"},
                           {Verdict::unverifiable, "unverifiable"}});
    expect_words<ChangeType>({{ChangeType::added, "added"},
                              {ChangeType::revised, "revised"},
                              {ChangeType::withdrawn, "withdrawn"},
                              {ChangeType::restored, "restored"},
                              {ChangeType::reinterpreted, "reinterpreted"}});
    expect_words<VisitOutcome>({{VisitOutcome::changed, "changed"},
                                {VisitOutcome::unchanged, "unchanged"},
                                {VisitOutcome::gone, "gone"},
                                {VisitOutcome::challenged, "challenged"},
                                {VisitOutcome::disallowed, "disallowed"},
                                {VisitOutcome::failed, "failed"}});
    expect_words<GoneReason>({{GoneReason::not_found, "not_found"},
                              {GoneReason::removed, "removed"},
                              {GoneReason::error_page, "error_page"},
                              {GoneReason::sent_home, "sent_home"},
                              {GoneReason::sent_to_error, "sent_to_error"},
                              {GoneReason::sent_to_login, "sent_to_login"},
                              {GoneReason::replaced, "replaced"},
                              {GoneReason::unlisted, "unlisted"},
                              {GoneReason::reattributed, "reattributed"}});
    expect_words<Doubt>({{Doubt::cut_off, "cut_off"},
                         {Doubt::cut_short, "cut_short"},
                         {Doubt::part_missing, "part_missing"},
                         {Doubt::figures_lost, "figures_lost"},
                         {Doubt::other_report, "other_report"},
                         {Doubt::no_report, "no_report"},
                         {Doubt::flapping, "flapping"},
                         {Doubt::away, "away"},
                         {Doubt::host_away, "host_away"}});
    expect_words<PageRole>({{PageRole::entry, "entry"},
                            {PageRole::list, "list"},
                            {PageRole::gateway, "gateway"},
                            {PageRole::report, "report"}});
}

TEST(Names, SayWhyAVisitBroughtNothing) {
    expect_words<FailureReason>({{FailureReason::name_not_resolved, "name_not_resolved"},
                                 {FailureReason::address_refused, "address_refused"},
                                 {FailureReason::connection_refused, "connection_refused"},
                                 {FailureReason::connection_broken, "connection_broken"},
                                 {FailureReason::timed_out, "timed_out"},
                                 {FailureReason::proxy_failed, "proxy_failed"},
                                 {FailureReason::tls_expired, "tls_expired"},
                                 {FailureReason::tls_not_yet_valid, "tls_not_yet_valid"},
                                 {FailureReason::tls_wrong_host, "tls_wrong_host"},
                                 {FailureReason::tls_self_signed, "tls_self_signed"},
                                 {FailureReason::tls_untrusted_root, "tls_untrusted_root"},
                                 {FailureReason::tls_incomplete_chain, "tls_incomplete_chain"},
                                 {FailureReason::tls_revoked, "tls_revoked"},
                                 {FailureReason::tls_weak, "tls_weak"},
                                 {FailureReason::tls_bad_certificate, "tls_bad_certificate"},
                                 {FailureReason::tls_version, "tls_version"},
                                 {FailureReason::tls_legacy_renegotiation, "tls_legacy_renegotiation"},
                                 {FailureReason::tls_unknown_name, "tls_unknown_name"},
                                 {FailureReason::tls_client_certificate, "tls_client_certificate"},
                                 {FailureReason::tls_not_tls, "tls_not_tls"},
                                 {FailureReason::tls_handshake, "tls_handshake"},
                                 {FailureReason::no_answer, "no_answer"},
                                 {FailureReason::bad_http, "bad_http"},
                                 {FailureReason::bad_encoding, "bad_encoding"},
                                 {FailureReason::truncated, "truncated"},
                                 {FailureReason::empty_body, "empty_body"},
                                 {FailureReason::too_large, "too_large"},
                                 {FailureReason::header_too_large, "header_too_large"},
                                 {FailureReason::inflates_too_far, "inflates_too_far"},
                                 {FailureReason::http_status, "http_status"},
                                 {FailureReason::overloaded, "overloaded"},
                                 {FailureReason::challenged, "challenged"},
                                 {FailureReason::redirect_without_target, "redirect_without_target"},
                                 {FailureReason::redirect_circle, "redirect_circle"},
                                 {FailureReason::too_many_redirects, "too_many_redirects"},
                                 {FailureReason::other_site, "other_site"},
                                 {FailureReason::bad_url, "bad_url"},
                                 {FailureReason::robots_forbid, "robots_forbid"},
                                 {FailureReason::robots_unreadable, "robots_unreadable"},
                                 {FailureReason::host_held, "host_held"},
                                 {FailureReason::stopping, "stopping"}});
}

}  // namespace
}  // namespace ogi::model
