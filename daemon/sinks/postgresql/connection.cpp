#include "daemon/sinks/postgresql/connection.h"

#include "base/file_descriptor.h"
#include "daemon/sinks/postgresql/failure.h"

#include <libpq-fe.h>

#include <poll.h>
#include <sys/eventfd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <fstream>

namespace ogi::daemon {

using std::chrono::steady_clock;

namespace {

// What of a COPY waits in memory to be sent, beside the lines themselves.
constexpr std::size_t copy_bytes_a_piece = 64 * 1024;

PgFailure slow() {
    return {{.why = "the server did not answer in time (timeout_ms)"}, {}};
}

PgFailure stopped() {
    return {{.why = "told to stop"}, {}};
}

// Waits for a socket. Ends soon after `stop`, which an eventfd hears of.
PgTried<void> wait_for(int socket, short events, steady_clock::time_point until,
                       const std::stop_token& stop) {
    const base::FileDescriptor woken{::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)};
    const std::stop_callback wake{stop, [&] { ::eventfd_write(woken.get(), 1); }};
    while (true) {
        if (stop.stop_requested()) return stopped();
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - steady_clock::now());
        if (left.count() <= 0) return slow();
        std::array<pollfd, 2> watched{{{socket, events, 0}, {woken.get(), POLLIN, 0}}};
        const int ready = ::poll(watched.data(), watched.size(), static_cast<int>(left.count()) + 1);
        if (ready < 0 && errno != EINTR) return PgFailure{{.why = "poll failed"}, {}};
        if (ready > 0 && watched[0].revents != 0) return {};
    }
}

PgTried<std::string> read_password(const std::string& file) {
    if (file.empty()) return std::string{};
    std::ifstream in{file};
    std::string line;
    if (!std::getline(in, line))
        return PgFailure{{.why = "password_file " + file + " cannot be read", .remedy = Remedy::person}, {}};
    return line;
}

}  // namespace

void CloseConnection::operator()(pg_conn* connection) const {
    PQfinish(connection);
}

void ClearResult::operator()(pg_result* result) const {
    PQclear(result);
}

PgRows::PgRows(std::unique_ptr<pg_result, ClearResult> result)
    : result_{std::move(result)}, rows_{PQntuples(result_.get())} {}

std::string_view PgRows::text(int row, int column) const {
    return {PQgetvalue(result_.get(), row, column),
            static_cast<std::size_t>(PQgetlength(result_.get(), row, column))};
}

std::optional<std::string> what_is_wrong_with_pg_url(const std::string& url) {
    char* words = nullptr;
    const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> options{
        PQconninfoParse(url.c_str(), &words), &PQconninfoFree};
    const std::unique_ptr<char, decltype(&PQfreemem)> problem{words, &PQfreemem};
    if (!options) {
        std::string told = problem ? problem.get() : "it is not understood";
        while (told.ends_with('\n')) told.pop_back();
        return "url: " + told;
    }
    for (const auto* option = options.get(); option->keyword != nullptr; ++option) {
        if (std::string_view{option->keyword} == "password" && option->val != nullptr)
            return "url: a password does not belong there; put it into a file and name that as password_file";
    }
    return std::nullopt;
}

PgTried<PgConnection> PgConnection::connect(const PgSettings& settings, std::stop_token stop) {
    TRY(password, read_password(settings.password_file));
    // The first dbname is taken apart as a connection string; what comes behind it holds over it.
    const std::array names{"dbname", "password", "fallback_application_name", "client_encoding",
                           static_cast<const char*>(nullptr)};
    const std::array<const char*, 5> values{
        settings.url.c_str(), password.empty() ? nullptr : password.c_str(), "ogid", "UTF8", nullptr};
    std::unique_ptr<pg_conn, CloseConnection> connection{
        PQconnectStartParams(names.data(), values.data(), 1)};
    if (!connection) return PgFailure{{.why = "out of memory"}, {}};
    PQsetErrorVerbosity(connection.get(), PQERRORS_VERBOSE);  // With the SQLSTATE.
    const auto until = steady_clock::now() + settings.patience;
    auto next = PQstatus(connection.get()) == CONNECTION_BAD ? PGRES_POLLING_FAILED : PGRES_POLLING_WRITING;
    while (next != PGRES_POLLING_OK) {
        if (next == PGRES_POLLING_FAILED)
            return connect_failure(PQerrorMessage(connection.get()),
                                   PQconnectionNeedsPassword(connection.get()) != 0);
        const short events = next == PGRES_POLLING_READING ? POLLIN : POLLOUT;
        TRY_VOID(wait_for(PQsocket(connection.get()), events, until, stop));
        next = PQconnectPoll(connection.get());
    }
    PQsetErrorVerbosity(connection.get(), PQERRORS_DEFAULT);
    PQsetNoticeProcessor(
        connection.get(), [](void*, const char*) {}, nullptr);
    if (PQsetnonblocking(connection.get(), 1) != 0)
        return PgFailure{{.why = "no non-blocking connection"}, {}};
    return PgConnection{std::move(connection), settings.patience};
}

PgTried<void> PgConnection::wait(short events, steady_clock::time_point until, std::stop_token stop) {
    return wait_for(PQsocket(connection_.get()), events, until, stop);
}

PgTried<void> PgConnection::flush(steady_clock::time_point until, std::stop_token stop) {
    while (true) {
        const int left = PQflush(connection_.get());
        if (left == 0) return {};
        if (left < 0) return connection_failure(PQerrorMessage(connection_.get()));
        TRY_VOID(wait(POLLIN | POLLOUT, until, stop));
        // The server may have something to say before it reads on.
        if (PQconsumeInput(connection_.get()) == 0)
            return connection_failure(PQerrorMessage(connection_.get()));
    }
}

PgTried<PgConnection::Given> PgConnection::next(steady_clock::time_point until, std::stop_token stop) {
    while (PQisBusy(connection_.get()) != 0) {
        TRY_VOID(wait(POLLIN, until, stop));
        if (PQconsumeInput(connection_.get()) == 0)
            return connection_failure(PQerrorMessage(connection_.get()));
    }
    return Given{PQgetResult(connection_.get())};
}

// Takes every result of what was sent; the last one counts, or the first that failed.
PgTried<PgRows> PgConnection::finish(std::stop_token stop) {
    const auto until = steady_clock::now() + patience_;
    TRY_VOID(flush(until, stop));
    Given last;
    std::optional<PgFailure> failure;
    while (true) {
        TRY(result, next(until, stop));
        if (!result) break;
        const auto status = PQresultStatus(result.get());
        const bool good = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
        if (!good && !failure) failure = statement_failure(result.get());
        last = std::move(result);
    }
    if (failure) return *std::move(failure);
    if (!last) return connection_failure(PQerrorMessage(connection_.get()));
    return PgRows{std::move(last)};
}

PgTried<PgRows> PgConnection::run(const std::string& sql, std::stop_token stop) {
    if (PQsendQuery(connection_.get(), sql.c_str()) == 0)
        return connection_failure(PQerrorMessage(connection_.get()));
    return finish(stop);
}

PgTried<PgRows> PgConnection::run(const std::string& sql, std::span<const std::string> values,
                                  std::stop_token stop) {
    auto known = std::ranges::find(prepared_, sql);
    const auto name = "s" + std::to_string(known - prepared_.begin());
    if (known == prepared_.end()) {
        if (PQsendPrepare(connection_.get(), name.c_str(), sql.c_str(), 0, nullptr) == 0)
            return connection_failure(PQerrorMessage(connection_.get()));
        TRY(prepared, finish(stop));
        static_cast<void>(prepared);
        prepared_.push_back(sql);
    }
    std::vector<const char*> texts;
    for (const auto& value : values) texts.push_back(value.c_str());
    if (PQsendQueryPrepared(connection_.get(), name.c_str(), static_cast<int>(texts.size()), texts.data(),
                            nullptr, nullptr, 0) == 0)
        return connection_failure(PQerrorMessage(connection_.get()));
    return finish(stop);
}

PgTried<void> PgConnection::copy(const std::string& sql, std::string_view lines, std::stop_token stop) {
    if (lines.empty()) return {};
    auto* connection = connection_.get();
    if (PQsendQuery(connection, sql.c_str()) == 0) return connection_failure(PQerrorMessage(connection));
    const auto until = steady_clock::now() + patience_;
    TRY_VOID(flush(until, stop));
    TRY(begun, next(until, stop));
    if (PQresultStatus(begun.get()) != PGRES_COPY_IN) {
        auto failure = statement_failure(begun.get());
        while (begun) {
            TRY(following, next(until, stop));
            begun = std::move(following);
        }
        return failure;
    }
    while (!lines.empty()) {
        const auto piece = lines.substr(0, copy_bytes_a_piece);
        const int queued = PQputCopyData(connection, piece.data(), static_cast<int>(piece.size()));
        if (queued < 0) return connection_failure(PQerrorMessage(connection));
        TRY_VOID(flush(until, stop));
        if (queued > 0) lines.remove_prefix(piece.size());
    }
    int ended = 0;
    while ((ended = PQputCopyEnd(connection, nullptr)) == 0) TRY_VOID(flush(until, stop));
    if (ended < 0) return connection_failure(PQerrorMessage(connection));
    TRY(done, finish(stop));
    static_cast<void>(done);
    return {};
}

PgTried<void> PgConnection::stream(const std::string& sql, const std::function<void(const PgRows&)>& take,
                                   std::stop_token stop) {
    if (PQsendQuery(connection_.get(), sql.c_str()) == 0 || PQsetSingleRowMode(connection_.get()) == 0)
        return connection_failure(PQerrorMessage(connection_.get()));
    TRY_VOID(flush(steady_clock::now() + patience_, stop));
    std::optional<PgFailure> failure;
    while (true) {
        const auto until = steady_clock::now() + patience_;
        TRY(result, next(until, stop));
        if (!result) break;
        const auto status = PQresultStatus(result.get());
        if (status == PGRES_SINGLE_TUPLE) {
            take(PgRows{std::move(result)});
        } else if (status != PGRES_TUPLES_OK && !failure) {
            failure = statement_failure(result.get());
        }
    }
    if (failure) return *std::move(failure);
    return {};
}

std::string PgConnection::quoted(const std::string& name) const {
    const std::unique_ptr<char, decltype(&PQfreemem)> text{
        PQescapeIdentifier(connection_.get(), name.c_str(), name.size()), &PQfreemem};
    return text ? text.get() : "";
}

}  // namespace ogi::daemon
