#pragma once

#include "daemon/sinks/sink.h"

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

struct pg_conn;
struct pg_result;

namespace ogi::daemon {

struct CloseConnection {
    void operator()(pg_conn* connection) const;
};
struct ClearResult {
    void operator()(pg_result* result) const;
};

// What a statement gave: rows of text.
class PgRows {
  public:
    explicit PgRows(std::unique_ptr<pg_result, ClearResult> result);
    int rows() const { return rows_; }
    std::string_view text(int row, int column) const;

  private:
    std::unique_ptr<pg_result, ClearResult> result_;
    int rows_ = 0;
};

struct PgSettings {
    std::string url;            // As libpq takes it: "postgresql://user@host/database", or words "key=value".
    std::string password_file;  // Its first line; empty: none is sent.
    std::chrono::milliseconds patience{};  // Of connecting, and of each statement.
};

// A failure of the server that names its cause.
struct PgFailure : SinkTrouble {
    std::string sqlstate{};  // Empty: not the server's.
    // Of the statement's values, while the connection is well: other values may go through.
    bool is_of_the_values() const;
    bool is_of_what_is_not_there() const;  // A table, a schema.
};
template <class T>
class [[nodiscard]] PgTried : public boost::system::result<T, PgFailure> {
  public:
    using boost::system::result<T, PgFailure>::result;
};
[[noreturn]] inline void throw_exception_from_error(const PgFailure& failure,
                                                    const boost::source_location& place) {
    throw_exception_from_error(static_cast<const SinkTrouble&>(failure), place);
}

// A connection to PostgreSQL. No call takes longer than the patience, and each ends soon after `stop`; then,
// and behind any failure that is not of the values, the connection is of no use any more.
class PgConnection {
  public:
    static PgTried<PgConnection> connect(const PgSettings& settings, std::stop_token stop);

    // One statement or several without values.
    PgTried<PgRows> run(const std::string& sql, std::stop_token stop);
    // A statement with values as text; prepared under its own text once a connection.
    PgTried<PgRows> run(const std::string& sql, std::span<const std::string> values, std::stop_token stop);
    // "COPY … FROM STDIN" with the lines that it reads; nothing is sent where there are none.
    PgTried<void> copy(const std::string& sql, std::string_view lines, std::stop_token stop);
    // As the first, row by row as they come.
    PgTried<void> stream(const std::string& sql, const std::function<void(const PgRows&)>& take,
                         std::stop_token stop);
    // `name` as an SQL identifier.
    std::string quoted(const std::string& name) const;

  private:
    PgConnection(std::unique_ptr<pg_conn, CloseConnection> connection, std::chrono::milliseconds patience)
        : connection_{std::move(connection)}, patience_{patience} {}
    PgTried<void> wait(short events, std::chrono::steady_clock::time_point until, std::stop_token stop);
    PgTried<void> flush(std::chrono::steady_clock::time_point until, std::stop_token stop);
    using Given = std::unique_ptr<pg_result, ClearResult>;
    // The next result of what was sent; empty behind the last.
    PgTried<Given> next(std::chrono::steady_clock::time_point until, std::stop_token stop);
    PgTried<PgRows> finish(std::stop_token stop);

    std::unique_ptr<pg_conn, CloseConnection> connection_;
    std::chrono::milliseconds patience_;
    std::vector<std::string> prepared_;  // Name of a statement: its place.
};

// What is wrong with a URL, in words; nullopt where libpq takes it. One with a password in it is refused.
std::optional<std::string> what_is_wrong_with_pg_url(const std::string& url);

}  // namespace ogi::daemon
