#pragma once

#include <string>

// The statements that put rows in: $1 is an array of them as JSON (rows.h), if nothing else is said. Each
// leaves what is there already from this epoch.
namespace ogi::daemon::pg_statements {

// A newer entry replaces an older one, never the other way round.
inline const std::string put_reports = R"sql(
INSERT INTO ogid.reports (agency, year, agency_id, division, revision, state, withdrawn_reason, filed_as, title, published,
    generation, verdict, source_url, last_type, last_cause, last_class, observed_at, recorded_at, epoch, sequence, line_sha256)
SELECT * FROM jsonb_to_recordset($1::jsonb) AS x(agency text, year integer, agency_id text, division text, revision integer,
    state text, withdrawn_reason text, filed_as text, title text, published date, generation text, verdict text,
    source_url text, last_type text, last_cause text, last_class text, observed_at timestamptz, recorded_at timestamptz,
    epoch bigint, sequence bigint, line_sha256 text)
ON CONFLICT (agency, year) DO UPDATE SET (agency_id, division, revision, state, withdrawn_reason, filed_as, title, published,
    generation, verdict, source_url, last_type, last_cause, last_class, observed_at, recorded_at, epoch, sequence, line_sha256)
  = (EXCLUDED.agency_id, EXCLUDED.division, EXCLUDED.revision, EXCLUDED.state, EXCLUDED.withdrawn_reason, EXCLUDED.filed_as,
    EXCLUDED.title, EXCLUDED.published, EXCLUDED.generation, EXCLUDED.verdict, EXCLUDED.source_url, EXCLUDED.last_type,
    EXCLUDED.last_cause, EXCLUDED.last_class, EXCLUDED.observed_at, EXCLUDED.recorded_at, EXCLUDED.epoch, EXCLUDED.sequence,
    EXCLUDED.line_sha256)
WHERE (reports.epoch, reports.sequence) < (EXCLUDED.epoch, EXCLUDED.sequence))sql";

inline const std::string put_agencies = R"sql(
INSERT INTO ogid.agencies (agency, agency_id, division, epoch, sequence)
SELECT * FROM jsonb_to_recordset($1::jsonb) AS x(agency text, agency_id text, division text, epoch bigint, sequence bigint)
ON CONFLICT (agency) DO UPDATE SET (agency_id, division, epoch, sequence)
  = (EXCLUDED.agency_id, EXCLUDED.division, EXCLUDED.epoch, EXCLUDED.sequence)
WHERE (agencies.epoch, agencies.sequence) < (EXCLUDED.epoch, EXCLUDED.sequence))sql";

inline const std::string find_reports = R"sql(
SELECT x.place, r.report_id FROM jsonb_to_recordset($1::jsonb) AS x(place integer, agency text, year integer)
JOIN ogid.reports r USING (agency, year))sql";

// Of earlier epochs: the store was put back, and the same number may say something else now.
inline const std::string drop_older_revisions = R"sql(
DELETE FROM ogid.revisions r USING jsonb_to_recordset($1::jsonb) AS x(report_id bigint, revision integer, epoch bigint)
WHERE r.report_id = x.report_id AND r.revision = x.revision AND r.epoch < x.epoch)sql";

inline const std::string put_revisions = R"sql(
INSERT INTO ogid.revisions (report_id, revision, observed_at, source_url, snapshot, parser_version, content_digest,
    agency_as_written, division, title, published, generation, verdict, official, format, recognised_confidence, epoch)
SELECT * FROM jsonb_to_recordset($1::jsonb) AS x(report_id bigint, revision integer, observed_at timestamptz, source_url text,
    snapshot text, parser_version text, content_digest text, agency_as_written text, division text, title text, published date,
    generation text, verdict text, official boolean, format text, recognised_confidence integer, epoch bigint)
ON CONFLICT DO NOTHING RETURNING report_id, revision)sql";

// Of revisions that were put in just now: lines of copy_rows.h.
inline const std::string copy_cells =
    "COPY ogid.cells (report_id, revision, cell, kind, value, raw, unit, corrected_by) FROM STDIN";
inline const std::string copy_checks =
    "COPY ogid.checks (report_id, revision, check_id, place, outcome, left_side, right_side, note) FROM "
    "STDIN";
inline const std::string copy_statements =
    "COPY ogid.statements (report_id, revision, place, name, value, approximate, unit, quote) FROM STDIN";

inline const std::string drop_older_changes = R"sql(
DELETE FROM ogid.changes c USING jsonb_to_recordset($1::jsonb) AS x(sequence bigint, epoch bigint)
WHERE c.sequence = x.sequence AND c.epoch < x.epoch)sql";

inline const std::string put_changes = R"sql(
INSERT INTO ogid.changes (sequence, report_id, type, cause, class, revision, observed_at, recorded_at, reason, aspects,
    source_url, line, epoch)
SELECT * FROM jsonb_to_recordset($1::jsonb) AS x(sequence bigint, report_id bigint, type text, cause text, class text,
    revision integer, observed_at timestamptz, recorded_at timestamptz, reason text, aspects text[], source_url text,
    line text, epoch bigint)
ON CONFLICT DO NOTHING RETURNING sequence)sql";

inline const std::string put_changed_cells = R"sql(
INSERT INTO ogid.changed_cells (sequence, cell, old_kind, old_value, old_raw, old_unit, new_kind, new_value, new_raw,
    new_unit, severity, broke, healed)
SELECT * FROM jsonb_to_recordset($1::jsonb) AS x(sequence bigint, cell text, old_kind text, old_value numeric, old_raw text,
    old_unit text, new_kind text, new_value numeric, new_raw text, new_unit text, severity text, broke text[], healed text[]))sql";

// Both give a row only where the position was as we know it.
inline const std::string begin_position = R"sql(
INSERT INTO ogid.sink_position (source, epoch, sequence) VALUES ($1, $2::bigint, $3::bigint)
ON CONFLICT DO NOTHING RETURNING sequence)sql";

inline const std::string move_position = R"sql(
UPDATE ogid.sink_position SET epoch = $2::bigint, sequence = $3::bigint, moved_at = now()
WHERE source = $1 AND epoch = $4::bigint AND sequence = $5::bigint RETURNING sequence)sql";

}  // namespace ogi::daemon::pg_statements
