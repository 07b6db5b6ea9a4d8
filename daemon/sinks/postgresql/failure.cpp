#include "daemon/sinks/postgresql/failure.h"

#include <libpq-fe.h>

#include <algorithm>
#include <array>

namespace ogi::daemon {

namespace {

// What a person has to do. A class is the first two digits.
struct Advice {
    std::string_view sqlstate;
    std::string_view words;
};

constexpr std::array advices = {
    Advice{"28P01", "the password is wrong: look at url and password_file"},
    Advice{"28", "the server does not let us in: look at url, password_file and its pg_hba.conf"},
    Advice{"3D000", "there is no such database: CREATE DATABASE … OWNER …"},
    Advice{"42501",
           "a right is missing: CREATE SCHEMA ogid AUTHORIZATION the user of url, or grant what is missing"},
    Advice{"25006", "the server takes no writes: it is a replica, or default_transaction_read_only is on"},
    Advice{"57014", "the server did not answer in time (timeout_ms)"},
    Advice{"2BP01",
           "a view that is not ours stands on one that has to be made anew: drop it, and make it again"},
    Advice{
        "42",
        "the schema ogid is not as ogid made it: DROP SCHEMA ogid CASCADE, and a running ogid makes it anew "
        "and fills it again"},
    Advice{"0A", "the server is too old"},
};

// Values that the server will never take.
constexpr std::array value_classes = {std::string_view{"22"}, std::string_view{"23"}, std::string_view{"54"}};

std::string one_line(std::string_view message) {
    std::string line{message};
    while (!line.empty() && (line.back() == '\n' || line.back() == ' ')) line.pop_back();
    std::ranges::replace(line, '\n', ' ');
    return line;
}

// "FATAL:  28P01: password …": the code of a verbose message; empty where there is none.
std::string sqlstate_in(std::string_view message) {
    constexpr std::string_view severity = "FATAL:  ";
    const auto at = message.find(severity);
    if (at == std::string_view::npos || message.size() < at + severity.size() + 6) return {};
    const auto code = message.substr(at + severity.size(), 5);
    const bool is_code =
        std::ranges::all_of(code, [](char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z'); });
    return is_code && message[at + severity.size() + 5] == ':' ? std::string{code} : std::string{};
}

}  // namespace

bool PgFailure::is_of_the_values() const {
    return std::ranges::any_of(value_classes,
                               [&](std::string_view one) { return sqlstate.starts_with(one); });
}

bool PgFailure::is_of_what_is_not_there() const {
    constexpr std::string_view undefined_table = "42P01", invalid_schema_name = "3F000";
    return sqlstate == undefined_table || sqlstate == invalid_schema_name;
}

PgFailure failure_of(std::string_view sqlstate, std::string message) {
    PgFailure failure{{.why = std::move(message)}, std::string{sqlstate}};
    const auto advice =
        std::ranges::find_if(advices, [&](const Advice& one) { return sqlstate.starts_with(one.sqlstate); });
    if (advice == advices.end()) return failure;
    failure.remedy = Remedy::person;
    failure.why = std::string{advice->words} + " (" + failure.why + ")";
    return failure;
}

PgFailure connect_failure(std::string_view message, bool wants_password) {
    auto words = one_line(message);
    if (wants_password)
        return {{.why = "the server wants a password: name a password_file (" + words + ")",
                 .remedy = Remedy::person},
                "28000"};
    return failure_of(sqlstate_in(message), std::move(words));
}

PgFailure connection_failure(std::string_view message) {
    return {{.why = "the connection broke: " + one_line(message)}, {}};
}

PgFailure statement_failure(const pg_result* result) {
    const auto* code = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    return failure_of(code == nullptr ? "" : code, one_line(PQresultErrorMessage(result)));
}

}  // namespace ogi::daemon
