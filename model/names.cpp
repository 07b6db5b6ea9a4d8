#include "model/names.h"

#include <array>
#include <utility>

namespace ogi::model {

namespace {

template <class Enum>
using Word = std::pair<Enum, std::string_view>;

constexpr std::array cell_kinds = {
    Word<CellKind>{CellKind::number, "number"}, Word<CellKind>{CellKind::blank, "blank"},
    Word<CellKind>{CellKind::slash, "slash"},   Word<CellKind>{CellKind::dash, "dash"},
    Word<CellKind>{CellKind::text, "text"},     Word<CellKind>{CellKind::unreadable, "unreadable"},
    Word<CellKind>{CellKind::absent, "absent"}};
constexpr std::array check_outcomes = {Word<CheckOutcome>{CheckOutcome::holds, "holds"},
                                       Word<CheckOutcome>{CheckOutcome::violated, "violated"},
                                       Word<CheckOutcome>{CheckOutcome::not_assessable, "not_assessable"}};
constexpr std::array generations = {
    Word<Generation>{Generation::free_form, "free"}, Word<Generation>{Generation::form_2019, "2019"},
    Word<Generation>{Generation::form_2021, "2021"}, Word<Generation>{Generation::mixed, "mixed"}};
constexpr std::array formats = {Word<Format>{Format::html, "html"},
                                Word<Format>{Format::text, "text"},
                                Word<Format>{Format::word, "word"},
                                Word<Format>{Format::spreadsheet, "spreadsheet"},
                                Word<Format>{Format::pdf, "pdf"},
                                Word<Format>{Format::image, "image"},
                                Word<Format>{Format::unsupported, "unsupported"}};
constexpr std::array verdicts = {Word<Verdict>{Verdict::verified, "verified"},
                                 Word<Verdict>{Verdict::consistent, "consistent"},
                                 Word<Verdict>{Verdict::inconsistent, "inconsistent"},
                                 Word<Verdict>{Verdict::unverifiable, "unverifiable"}};
constexpr std::array change_types = {
    Word<ChangeType>{ChangeType::added, "added"}, Word<ChangeType>{ChangeType::revised, "revised"},
    Word<ChangeType>{ChangeType::withdrawn, "withdrawn"}, Word<ChangeType>{ChangeType::restored, "restored"},
    Word<ChangeType>{ChangeType::reinterpreted, "reinterpreted"}};
constexpr std::array causes = {Word<Cause>{Cause::source, "source"}, Word<Cause>{Cause::reparse, "reparse"},
                               Word<Cause>{Cause::decision, "decision"}};
constexpr std::array change_classes = {Word<ChangeClass>{ChangeClass::transport, "transport"},
                                       Word<ChangeClass>{ChangeClass::page_template, "template"},
                                       Word<ChangeClass>{ChangeClass::editorial, "editorial"},
                                       Word<ChangeClass>{ChangeClass::value, "value"},
                                       Word<ChangeClass>{ChangeClass::structure, "structure"},
                                       Word<ChangeClass>{ChangeClass::withdrawn, "withdrawn"},
                                       Word<ChangeClass>{ChangeClass::restored, "restored"}};
constexpr std::array change_severities = {Word<ChangeSeverity>{ChangeSeverity::minor, "minor"},
                                          Word<ChangeSeverity>{ChangeSeverity::notable, "notable"},
                                          Word<ChangeSeverity>{ChangeSeverity::grave, "grave"}};
constexpr std::array visit_outcomes = {Word<VisitOutcome>{VisitOutcome::changed, "changed"},
                                       Word<VisitOutcome>{VisitOutcome::unchanged, "unchanged"},
                                       Word<VisitOutcome>{VisitOutcome::gone, "gone"},
                                       Word<VisitOutcome>{VisitOutcome::challenged, "challenged"},
                                       Word<VisitOutcome>{VisitOutcome::disallowed, "disallowed"},
                                       Word<VisitOutcome>{VisitOutcome::failed, "failed"}};
constexpr std::array failure_reasons = {
    Word<FailureReason>{FailureReason::name_not_resolved, "name_not_resolved"},
    Word<FailureReason>{FailureReason::address_refused, "address_refused"},
    Word<FailureReason>{FailureReason::connection_refused, "connection_refused"},
    Word<FailureReason>{FailureReason::connection_broken, "connection_broken"},
    Word<FailureReason>{FailureReason::timed_out, "timed_out"},
    Word<FailureReason>{FailureReason::proxy_failed, "proxy_failed"},
    Word<FailureReason>{FailureReason::tls_expired, "tls_expired"},
    Word<FailureReason>{FailureReason::tls_not_yet_valid, "tls_not_yet_valid"},
    Word<FailureReason>{FailureReason::tls_wrong_host, "tls_wrong_host"},
    Word<FailureReason>{FailureReason::tls_self_signed, "tls_self_signed"},
    Word<FailureReason>{FailureReason::tls_untrusted_root, "tls_untrusted_root"},
    Word<FailureReason>{FailureReason::tls_incomplete_chain, "tls_incomplete_chain"},
    Word<FailureReason>{FailureReason::tls_revoked, "tls_revoked"},
    Word<FailureReason>{FailureReason::tls_no_revocation_list, "tls_no_revocation_list"},
    Word<FailureReason>{FailureReason::tls_weak, "tls_weak"},
    Word<FailureReason>{FailureReason::tls_bad_certificate, "tls_bad_certificate"},
    Word<FailureReason>{FailureReason::tls_version, "tls_version"},
    Word<FailureReason>{FailureReason::tls_legacy_renegotiation, "tls_legacy_renegotiation"},
    Word<FailureReason>{FailureReason::tls_unknown_name, "tls_unknown_name"},
    Word<FailureReason>{FailureReason::tls_client_certificate, "tls_client_certificate"},
    Word<FailureReason>{FailureReason::tls_not_tls, "tls_not_tls"},
    Word<FailureReason>{FailureReason::tls_handshake, "tls_handshake"},
    Word<FailureReason>{FailureReason::no_answer, "no_answer"},
    Word<FailureReason>{FailureReason::bad_http, "bad_http"},
    Word<FailureReason>{FailureReason::bad_encoding, "bad_encoding"},
    Word<FailureReason>{FailureReason::truncated, "truncated"},
    Word<FailureReason>{FailureReason::empty_body, "empty_body"},
    Word<FailureReason>{FailureReason::too_large, "too_large"},
    Word<FailureReason>{FailureReason::header_too_large, "header_too_large"},
    Word<FailureReason>{FailureReason::inflates_too_far, "inflates_too_far"},
    Word<FailureReason>{FailureReason::http_status, "http_status"},
    Word<FailureReason>{FailureReason::overloaded, "overloaded"},
    Word<FailureReason>{FailureReason::challenged, "challenged"},
    Word<FailureReason>{FailureReason::redirect_without_target, "redirect_without_target"},
    Word<FailureReason>{FailureReason::redirect_circle, "redirect_circle"},
    Word<FailureReason>{FailureReason::too_many_redirects, "too_many_redirects"},
    Word<FailureReason>{FailureReason::other_site, "other_site"},
    Word<FailureReason>{FailureReason::bad_url, "bad_url"},
    Word<FailureReason>{FailureReason::robots_forbid, "robots_forbid"},
    Word<FailureReason>{FailureReason::robots_unreadable, "robots_unreadable"},
    Word<FailureReason>{FailureReason::host_held, "host_held"},
    Word<FailureReason>{FailureReason::stopping, "stopping"}};
constexpr std::array gone_reasons = {Word<GoneReason>{GoneReason::not_found, "not_found"},
                                     Word<GoneReason>{GoneReason::removed, "removed"},
                                     Word<GoneReason>{GoneReason::error_page, "error_page"},
                                     Word<GoneReason>{GoneReason::sent_home, "sent_home"},
                                     Word<GoneReason>{GoneReason::sent_to_error, "sent_to_error"},
                                     Word<GoneReason>{GoneReason::sent_to_login, "sent_to_login"},
                                     Word<GoneReason>{GoneReason::replaced, "replaced"},
                                     Word<GoneReason>{GoneReason::unlisted, "unlisted"},
                                     Word<GoneReason>{GoneReason::reattributed, "reattributed"}};
constexpr std::array doubts = {Word<Doubt>{Doubt::cut_off, "cut_off"},
                               Word<Doubt>{Doubt::cut_short, "cut_short"},
                               Word<Doubt>{Doubt::part_missing, "part_missing"},
                               Word<Doubt>{Doubt::figures_lost, "figures_lost"},
                               Word<Doubt>{Doubt::other_report, "other_report"},
                               Word<Doubt>{Doubt::no_report, "no_report"},
                               Word<Doubt>{Doubt::flapping, "flapping"},
                               Word<Doubt>{Doubt::away, "away"},
                               Word<Doubt>{Doubt::host_away, "host_away"},
                               Word<Doubt>{Doubt::error_text, "error_text"},
                               Word<Doubt>{Doubt::same_figures, "same_figures"},
                               Word<Doubt>{Doubt::recognised_differently, "recognised_differently"},
                               Word<Doubt>{Doubt::stale_replica, "stale_replica"},
                               Word<Doubt>{Doubt::refused, "refused"}};
constexpr std::array page_roles = {
    Word<PageRole>{PageRole::entry, "entry"}, Word<PageRole>{PageRole::list, "list"},
    Word<PageRole>{PageRole::gateway, "gateway"}, Word<PageRole>{PageRole::report, "report"}};

constexpr std::array wait_reasons = {Word<WaitReason>{WaitReason::ready, "ready"},
                                     Word<WaitReason>{WaitReason::asking, "asking"},
                                     Word<WaitReason>{WaitReason::delay, "delay"},
                                     Word<WaitReason>{WaitReason::asked_to_wait, "asked_to_wait"},
                                     Word<WaitReason>{WaitReason::robots_unreachable, "robots_unreachable"},
                                     Word<WaitReason>{WaitReason::challenged, "challenged"},
                                     Word<WaitReason>{WaitReason::failing, "failing"},
                                     Word<WaitReason>{WaitReason::nothing_due, "nothing_due"},
                                     Word<WaitReason>{WaitReason::paused, "paused"}};
constexpr std::array robots_standings = {Word<RobotsStanding>{RobotsStanding::known, "known"},
                                         Word<RobotsStanding>{RobotsStanding::suspended, "suspended"},
                                         Word<RobotsStanding>{RobotsStanding::challenged, "challenged"},
                                         Word<RobotsStanding>{RobotsStanding::refused, "refused"}};

template <class Words, class Enum>
std::string_view find_name(const Words& words, Enum value) {
    for (const auto& [candidate, word] : words) {
        if (candidate == value) return word;
    }
    return "unknown";
}

template <class Words>
auto find_value(const Words& words, std::string_view name) -> std::optional<decltype(words[0].first)> {
    for (const auto& [value, word] : words) {
        if (word == name) return value;
    }
    return std::nullopt;
}

}  // namespace

std::string_view name_of(CellKind v) {
    return find_name(cell_kinds, v);
}
std::string_view name_of(CheckOutcome v) {
    return find_name(check_outcomes, v);
}
std::string_view name_of(Generation v) {
    return find_name(generations, v);
}
std::string_view name_of(Format v) {
    return find_name(formats, v);
}
std::string_view name_of(Verdict v) {
    return find_name(verdicts, v);
}
std::string_view name_of(ChangeType v) {
    return find_name(change_types, v);
}
std::string_view name_of(Cause v) {
    return find_name(causes, v);
}
std::string_view name_of(ChangeClass v) {
    return find_name(change_classes, v);
}
std::string_view name_of(ChangeSeverity v) {
    return find_name(change_severities, v);
}
std::string_view name_of(VisitOutcome v) {
    return find_name(visit_outcomes, v);
}
std::string_view name_of(FailureReason v) {
    return find_name(failure_reasons, v);
}
std::string_view name_of(GoneReason v) {
    return find_name(gone_reasons, v);
}
std::string_view name_of(Doubt v) {
    return find_name(doubts, v);
}
std::string_view name_of(PageRole v) {
    return find_name(page_roles, v);
}
std::string_view name_of(WaitReason v) {
    return find_name(wait_reasons, v);
}
std::string_view name_of(RobotsStanding v) {
    return find_name(robots_standings, v);
}

template <>
std::optional<CellKind> from_name<CellKind>(std::string_view n) {
    return find_value(cell_kinds, n);
}
template <>
std::optional<CheckOutcome> from_name<CheckOutcome>(std::string_view n) {
    return find_value(check_outcomes, n);
}
template <>
std::optional<Generation> from_name<Generation>(std::string_view n) {
    return find_value(generations, n);
}
template <>
std::optional<Format> from_name<Format>(std::string_view n) {
    return find_value(formats, n);
}
template <>
std::optional<Verdict> from_name<Verdict>(std::string_view n) {
    return find_value(verdicts, n);
}
template <>
std::optional<ChangeType> from_name<ChangeType>(std::string_view n) {
    return find_value(change_types, n);
}
template <>
std::optional<Cause> from_name<Cause>(std::string_view n) {
    return find_value(causes, n);
}
template <>
std::optional<ChangeClass> from_name<ChangeClass>(std::string_view n) {
    return find_value(change_classes, n);
}
template <>
std::optional<ChangeSeverity> from_name<ChangeSeverity>(std::string_view n) {
    return find_value(change_severities, n);
}
template <>
std::optional<VisitOutcome> from_name<VisitOutcome>(std::string_view n) {
    return find_value(visit_outcomes, n);
}
template <>
std::optional<FailureReason> from_name<FailureReason>(std::string_view n) {
    return find_value(failure_reasons, n);
}
template <>
std::optional<GoneReason> from_name<GoneReason>(std::string_view n) {
    return find_value(gone_reasons, n);
}
template <>
std::optional<Doubt> from_name<Doubt>(std::string_view n) {
    return find_value(doubts, n);
}
template <>
std::optional<PageRole> from_name<PageRole>(std::string_view n) {
    return find_value(page_roles, n);
}
template <>
std::optional<WaitReason> from_name<WaitReason>(std::string_view n) {
    return find_value(wait_reasons, n);
}
template <>
std::optional<RobotsStanding> from_name<RobotsStanding>(std::string_view n) {
    return find_value(robots_standings, n);
}

}  // namespace ogi::model
