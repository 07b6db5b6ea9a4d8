#include "daemon/sinks/postgresql/postgresql_sink.h"

#include "daemon/sinks/postgresql/batch_writer.h"
#include "daemon/sinks/postgresql/connection.h"
#include "daemon/sinks/postgresql/held_digest.h"
#include "daemon/sinks/postgresql/schema.h"
#include "daemon/sinks/postgresql/statements.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace ogi::daemon {

namespace {

constexpr std::array<SinkOption, 3> options{{
    {.name = "url", .form = OptionForm::text, .required = true},
    {.name = "password_file", .form = OptionForm::file},
    {.name = "timeout_ms", .form = OptionForm::number, .least = 10, .most = 3'600'000},
}};
constexpr std::int64_t timeout_ms = 60'000;

constexpr std::string_view begin_anew = "DROP SCHEMA ogid CASCADE";
constexpr std::string_view is_schema_there = "SELECT 1 WHERE to_regnamespace('ogid') IS NOT NULL";

// Revisions held in memory at once; a batch of more is written in pieces, in one transaction.
constexpr std::size_t entries_a_piece = 100;

// Plans are kept, those of foreign keys too. One made while a table is almost empty reads all of it, and goes
// on doing so when it is large.
constexpr std::string_view indexes_alone = "SET enable_seqscan = off";

std::uint64_t whole_of(std::string_view text) {
    std::uint64_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

SinkTrouble trouble_of(const PgFailure& failure) {
    return failure;
}

class PostgresqlSink final : public Sink {
  public:
    PostgresqlSink(const SinkSettings& settings, const storage::Store& store)
        : settings_{.url = settings.text("url"),
                    .password_file = settings.text("password_file"),
                    .patience = std::chrono::milliseconds{settings.number("timeout_ms", timeout_ms)}},
          store_{store} {}

    Tried<std::optional<SinkPosition>> open(std::stop_token stop) override {
        connection_.reset();
        auto position = reach(stop);
        if (!position) return trouble_of(position.error());
        return *position;
    }

    Tried<std::vector<Refusal>> deliver(const SinkBatch& batch, std::stop_token stop) override {
        auto refused = write(batch, stop);
        if (!refused) return told(refused.error(), stop);
        return *std::move(refused);
    }

    Tried<void> drop_older(std::uint64_t epoch, std::stop_token stop) override {
        auto dropped = drop(epoch, stop);
        if (!dropped) return told(dropped.error(), stop);
        return {};
    }

    Tried<void> look(std::stop_token stop) override {
        const auto at = position(*connection_, stop);
        if (!at) return told(at.error(), stop);
        if (*at != known_) return changed_beneath_us();
        return {};
    }

    Tried<TargetHeld> tell_held(const TakeHeld& take, std::stop_token stop) override {
        auto told = tell(take, stop);
        if (!told) return trouble_of(told.error());
        return *told;
    }

    base::Result<std::string> content_digest(const ReportEntries& entries) const override {
        return digest_of_delivered(store_, entries);
    }

  private:
    PgTried<std::optional<SinkPosition>> reach(std::stop_token stop);
    PgTried<void> refuse_other_encodings(std::stop_token stop);
    PgTried<std::optional<SinkPosition>> position(PgConnection& connection, std::stop_token stop);
    PgTried<std::vector<Refusal>> write(const SinkBatch& batch, std::stop_token stop);
    PgTried<void> write_whole(const SinkBatch& batch, std::stop_token stop);
    PgTried<std::vector<Refusal>> write_one_by_one(const SinkBatch& batch, std::stop_token stop);
    PgTried<void> commit(const SinkBatch& batch, bool with_position, std::stop_token stop);
    PgTried<void> move_position(SinkPosition to, std::stop_token stop);
    PgTried<void> drop(std::uint64_t epoch, std::stop_token stop);
    PgTried<TargetHeld> tell(const TakeHeld& take, std::stop_token stop);
    PgTried<void> tell_tables(PgConnection& connection, TargetHeld& held, const TakeHeld& take,
                              std::stop_token stop);
    SinkTrouble told(const PgFailure& failure, const std::stop_token& stop);
    SinkTrouble changed_beneath_us() const;
    PgTried<PgEntry> entry_of(const SinkEvent& event) const;
    PgTried<void> say(const std::string& sql, std::stop_token stop);

    const PgSettings settings_;
    const storage::Store& store_;
    std::optional<PgConnection> connection_{};
    std::optional<SinkPosition> known_{};  // As the database has it.
};

PgTried<void> PostgresqlSink::say(const std::string& sql, std::stop_token stop) {
    TRY(done, connection_->run(sql, stop));
    static_cast<void>(done);
    return {};
}

// Elsewhere entry after entry would be refused for characters that the database does not have.
PgTried<void> PostgresqlSink::refuse_other_encodings(std::stop_token stop) {
    TRY(encoding, connection_->run("SHOW server_encoding", stop));
    if (encoding.text(0, 0) == "UTF8") return {};
    return PgFailure{{.why = "the database is in " + std::string{encoding.text(0, 0)} +
                             ", which has not all characters of reports: take one that was made with CREATE "
                             "DATABASE … ENCODING 'UTF8' TEMPLATE template0",
                      .remedy = Remedy::person},
                     {}};
}

PgTried<std::optional<SinkPosition>> PostgresqlSink::reach(std::stop_token stop) {
    TRY(connection, PgConnection::connect(settings_, stop));
    connection_ = std::move(connection);
    TRY_VOID(refuse_other_encodings(stop));
    // A statement that we gave up must end on the server, too: until then it holds the lock below.
    TRY_VOID(say("SET statement_timeout = " + std::to_string(settings_.patience.count()), stop));
    TRY(alone, connection_->run("SELECT pg_try_advisory_lock(hashtext('ogid sink'))", stop));
    if (alone.text(0, 0) != "t") {
        return PgFailure{{.why = "another daemon writes to this database, or the connection of one that was "
                                 "killed is not at its end yet"},
                         {}};
    }
    TRY_VOID(bring_up_schema(*connection_, stop));
    TRY_VOID(say(std::string{indexes_alone}, stop));
    TRY(at, position(*connection_, stop));
    known_ = at;
    return at;
}

PgTried<std::optional<SinkPosition>> PostgresqlSink::position(PgConnection& connection,
                                                              std::stop_token stop) {
    TRY(rows, connection.run("SELECT source, epoch, sequence FROM ogid.sink_position", stop));
    if (rows.rows() == 0) return std::optional<SinkPosition>{};
    if (rows.text(0, 0) != store_.source_uri()) {
        return PgFailure{
            {.why = "the database holds the entries of another store, " + std::string{rows.text(0, 0)} +
                    "; take another database, or drop its schema ogid",
             .remedy = Remedy::person},
            {}};
    }
    return std::optional{SinkPosition{whole_of(rows.text(0, 1)), whole_of(rows.text(0, 2))}};
}

// An entry whose revision the store cannot give is refused; that is no fault of the server.
PgTried<PgEntry> PostgresqlSink::entry_of(const SinkEvent& event) const {
    auto revision = store_.revision(event.change.key, event.change.revision);
    if (!revision && revision.error().code == base::ErrorCode::io)
        return PgFailure{daemon::trouble_of(revision.error()), {}};
    if (!revision) return PgFailure{daemon::trouble_of(revision.error()), "22000"};
    if (!*revision) {
        return PgFailure{
            {.why = "revision " + std::to_string(event.change.revision) + " is not in the store"}, "22000"};
    }
    auto standing = standing_behind(store_, event);
    if (!standing) return PgFailure{daemon::trouble_of(standing.error()), {}};
    return PgEntry{&event, **std::move(revision), *std::move(standing)};
}

PgTried<void> PostgresqlSink::commit(const SinkBatch& batch, bool with_position, std::stop_token stop) {
    if (with_position) TRY_VOID(move_position(batch.after(), stop));
    TRY_VOID(say("COMMIT", stop));
    if (with_position) known_ = batch.after();
    return {};
}

// Somebody may have put the database back beneath us. What it lacks then is told when it is opened again; a
// position written over the older one would hide it.
PgTried<void> PostgresqlSink::move_position(SinkPosition to, std::stop_token stop) {
    std::vector<std::string> values{store_.source_uri(), std::to_string(to.epoch),
                                    std::to_string(to.sequence)};
    if (known_) {
        values.push_back(std::to_string(known_->epoch));
        values.push_back(std::to_string(known_->sequence));
    }
    const auto& statement = known_ ? pg_statements::move_position : pg_statements::begin_position;
    TRY(moved, connection_->run(statement, values, stop));
    if (moved.rows() == 1) return {};
    return PgFailure{changed_beneath_us(), {}};
}

SinkTrouble PostgresqlSink::changed_beneath_us() const {
    return {.why = "the database has changed beneath us: its position is no longer " +
                   (known_ ? to_text(*known_) : std::string{"unset"})};
}

// A schema that was dropped is no trouble that needs a person: it is made anew when the sink is opened again.
SinkTrouble PostgresqlSink::told(const PgFailure& failure, const std::stop_token& stop) {
    if (!failure.is_of_what_is_not_there() || !say("ROLLBACK", stop)) return failure;
    const auto there = connection_->run(std::string{is_schema_there}, stop);
    if (!there || there->rows() != 0) return failure;
    return {.why = "the schema ogid was dropped beneath us: it is made anew and filled again"};
}

PgTried<void> PostgresqlSink::write_whole(const SinkBatch& batch, std::stop_token stop) {
    TRY_VOID(say("BEGIN", stop));
    std::vector<PgEntry> piece;
    for (const auto& event : batch.events) {
        TRY(entry, entry_of(event));
        piece.push_back(std::move(entry));
        if (piece.size() < entries_a_piece) continue;
        TRY_VOID(write_entries(*connection_, piece, batch.epoch, stop));
        piece.clear();
    }
    TRY_VOID(write_entries(*connection_, piece, batch.epoch, stop));
    return commit(batch, true, stop);
}

PgTried<std::vector<Refusal>> PostgresqlSink::write_one_by_one(const SinkBatch& batch, std::stop_token stop) {
    std::vector<Refusal> refused;
    TRY_VOID(say("BEGIN", stop));
    for (std::size_t i = 0; i < batch.events.size(); ++i) {
        TRY_VOID(say("SAVEPOINT entry", stop));
        const auto written = [&]() -> PgTried<void> {
            TRY(entry, entry_of(batch.events[i]));
            return write_entries(*connection_, {&entry, 1}, batch.epoch, stop);
        }();
        if (!written && !written.error().is_of_the_values()) return written.error();
        if (!written) {
            refused.push_back({i, written.error().why});
            TRY_VOID(say("ROLLBACK TO SAVEPOINT entry", stop));
        }
        TRY_VOID(say("RELEASE SAVEPOINT entry", stop));
    }
    TRY_VOID(commit(batch, refused.empty(), stop));
    return refused;
}

PgTried<std::vector<Refusal>> PostgresqlSink::write(const SinkBatch& batch, std::stop_token stop) {
    const auto whole = write_whole(batch, stop);
    if (whole) return std::vector<Refusal>{};
    if (!whole.error().is_of_the_values()) return whole.error();
    TRY_VOID(say("ROLLBACK", stop));
    return write_one_by_one(batch, stop);
}

PgTried<void> PostgresqlSink::drop(std::uint64_t epoch, std::stop_token stop) {
    const auto older = " WHERE epoch < " + std::to_string(epoch) + ";";
    return say("BEGIN; DELETE FROM ogid.changes" + older + "DELETE FROM ogid.revisions" + older +
                   "DELETE FROM ogid.agencies" + older + "DELETE FROM ogid.reports" + older + "COMMIT",
               stop);
}

PgTried<TargetHeld> PostgresqlSink::tell(const TakeHeld& take, std::stop_token stop) {
    TRY(connection, PgConnection::connect(settings_, stop));
    TRY(begun, connection.run("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", stop));
    static_cast<void>(begun);
    TRY(there, connection.run(std::string{is_schema_there}, stop));
    if (there.rows() == 0) return TargetHeld{};
    TargetHeld held;
    const auto told = tell_tables(connection, held, take, stop);
    if (!told && !told.error().is_of_what_is_not_there()) return told.error();
    // The words name the table.
    if (!told) held.fault = told.error().why;
    if (told && !held.fault.empty()) held.fault += std::string{": "} + std::string{begin_anew};
    return held;
}

PgTried<void> PostgresqlSink::tell_tables(PgConnection& connection, TargetHeld& held, const TakeHeld& take,
                                          std::stop_token stop) {
    TRY(at, position(connection, stop));
    held.position = at;
    TRY_VOID(connection.stream(
        tell_held_rows(),
        [&](const PgRows& row) {
            take({std::string{row.text(0, 0)}, whole_of(row.text(0, 1)), std::string{row.text(0, 2)},
                  std::string{row.text(0, 3)}});
        },
        stop));
    TRY_VOID(connection.stream(
        tell_faults(),
        [&](const PgRows& row) {
            held.fault += (held.fault.empty() ? "" : "; ") + std::string{row.text(0, 0)};
        },
        stop));
    return {};
}

base::Result<void> check(const SinkSettings& settings) {
    if (const auto wrong = what_is_wrong_with_pg_url(settings.text("url")))
        return base::fail(base::ErrorCode::malformed, *wrong);
    return {};
}

}  // namespace

SinkKind postgresql_sink_kind() {
    return {.name = "postgresql",
            .options = options,
            .position = PositionKept::by_target,
            .entries = EntriesWanted::all,
            .begin_anew = begin_anew,
            .check = check,
            .make = [](const SinkSettings& settings, const storage::Store& store) -> std::unique_ptr<Sink> {
                return std::make_unique<PostgresqlSink>(settings, store);
            }};
}

}  // namespace ogi::daemon
