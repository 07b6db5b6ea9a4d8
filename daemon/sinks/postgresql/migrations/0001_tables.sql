CREATE TABLE ogid.schema_version (
    version integer PRIMARY KEY,
    applied_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE ogid.schema_version IS 'The migrations that were applied.';
COMMENT ON COLUMN ogid.schema_version.version IS 'Number of the migration, from 1.';
COMMENT ON COLUMN ogid.schema_version.applied_at IS 'When it was applied.';

CREATE TABLE ogid.sink_position (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    source text NOT NULL,
    epoch bigint NOT NULL,
    sequence bigint NOT NULL,
    moved_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE ogid.sink_position IS 'How far the feed is in here; one row, written in the transaction that wrote the data.';
COMMENT ON COLUMN ogid.sink_position.only_row IS 'Always true: there is one row.';
COMMENT ON COLUMN ogid.sink_position.source IS 'The store that the data come from, as in the source of its entries.';
COMMENT ON COLUMN ogid.sink_position.epoch IS 'Drawn when that store was made (older ones: 1), or when it was last put back to an earlier state: the second of it.';
COMMENT ON COLUMN ogid.sink_position.sequence IS 'The last entry of the feed that is in; with the epoch it is the cursor.';
COMMENT ON COLUMN ogid.sink_position.moved_at IS 'When it was written.';

CREATE TABLE ogid.reports (
    report_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    agency text NOT NULL,
    year integer NOT NULL,
    agency_id text,
    division text,
    revision integer NOT NULL,
    state text NOT NULL CHECK (state IN ('online', 'withdrawn')),
    withdrawn_reason text,
    filed_as text,
    title text,
    published date,
    generation text NOT NULL,
    verdict text NOT NULL,
    source_url text NOT NULL,
    last_type text NOT NULL,
    last_cause text NOT NULL,
    last_class text,
    observed_at timestamptz NOT NULL,
    recorded_at timestamptz,
    epoch bigint NOT NULL,
    sequence bigint NOT NULL,
    line_sha256 text NOT NULL,
    UNIQUE (agency, year)
);
CREATE INDEX reports_by_year ON ogid.reports (year, division);
CREATE INDEX reports_by_epoch ON ogid.reports (epoch);
COMMENT ON TABLE ogid.reports IS 'Every report that was ever seen, as it is now; those that were withdrawn stay.';
COMMENT ON COLUMN ogid.reports.report_id IS 'Stands for agency and year within this database.';
COMMENT ON COLUMN ogid.reports.agency IS 'Canonical full name of the agency.';
COMMENT ON COLUMN ogid.reports.year IS 'The year reported on.';
COMMENT ON COLUMN ogid.reports.agency_id IS 'Stands for the agency whatever it is called; null where the store has none.';
COMMENT ON COLUMN ogid.reports.division IS 'GB/T 2260, six digits; null where it cannot be told.';
COMMENT ON COLUMN ogid.reports.revision IS 'The current revision; of a withdrawn report the last there was.';
COMMENT ON COLUMN ogid.reports.state IS 'online, or withdrawn: no page shows it any more.';
COMMENT ON COLUMN ogid.reports.withdrawn_reason IS 'How the last page that showed it is gone; null while it is online.';
COMMENT ON COLUMN ogid.reports.filed_as IS 'The agency under whose name it stands instead, by a decision; else null.';
COMMENT ON COLUMN ogid.reports.title IS 'Title of the current revision.';
COMMENT ON COLUMN ogid.reports.published IS 'Day of publication, Asia/Shanghai; null where it cannot be told.';
COMMENT ON COLUMN ogid.reports.generation IS 'Form: free, 2019, 2021 or mixed.';
COMMENT ON COLUMN ogid.reports.verdict IS 'verified, consistent, inconsistent or unverifiable: what the accounting identities say.';
COMMENT ON COLUMN ogid.reports.source_url IS 'The page that the current revision was read from.';
COMMENT ON COLUMN ogid.reports.last_type IS 'Type of the newest entry of the feed: added, revised, withdrawn, restored or reinterpreted.';
COMMENT ON COLUMN ogid.reports.last_cause IS 'Its cause: source (the agency), reparse (our parser) or decision (a person).';
COMMENT ON COLUMN ogid.reports.last_class IS 'How deep it went: editorial, value, structure, withdrawn or restored; null for added.';
COMMENT ON COLUMN ogid.reports.observed_at IS 'When it was seen on the web.';
COMMENT ON COLUMN ogid.reports.recorded_at IS 'When the store came to say it; null for entries of old stores.';
COMMENT ON COLUMN ogid.reports.epoch IS 'Epoch in which the row was delivered.';
COMMENT ON COLUMN ogid.reports.sequence IS 'Sequence of the newest entry.';
COMMENT ON COLUMN ogid.reports.line_sha256 IS 'SHA-256 of the newest entry''s line, hexadecimal: what equality with the store is proved by.';

CREATE TABLE ogid.agencies (
    agency text PRIMARY KEY,
    agency_id text,
    division text,
    epoch bigint NOT NULL,
    sequence bigint NOT NULL
);
CREATE INDEX agencies_by_id ON ogid.agencies (agency_id);
COMMENT ON TABLE ogid.agencies IS 'Every name under which reports stand or stood.';
COMMENT ON COLUMN ogid.agencies.agency IS 'Canonical full name.';
COMMENT ON COLUMN ogid.agencies.agency_id IS 'Equal for names of one agency; null where the store has none.';
COMMENT ON COLUMN ogid.agencies.division IS 'GB/T 2260, six digits, of its newest entry; null where it cannot be told.';
COMMENT ON COLUMN ogid.agencies.epoch IS 'Epoch in which the row was delivered.';
COMMENT ON COLUMN ogid.agencies.sequence IS 'The newest entry of the feed that tells of it.';

CREATE TABLE ogid.revisions (
    report_id bigint NOT NULL REFERENCES ogid.reports ON DELETE CASCADE,
    revision integer NOT NULL,
    observed_at timestamptz NOT NULL,
    source_url text NOT NULL,
    snapshot text NOT NULL,
    parser_version text NOT NULL,
    content_digest text NOT NULL,
    agency_as_written text,
    division text,
    title text,
    published date,
    generation text NOT NULL,
    verdict text NOT NULL,
    official boolean NOT NULL,
    format text NOT NULL,
    recognised_confidence integer,
    epoch bigint NOT NULL,
    PRIMARY KEY (report_id, revision)
);
CREATE INDEX revisions_by_epoch ON ogid.revisions (epoch);
COMMENT ON TABLE ogid.revisions IS 'Every state of a report that an entry of the feed led to.';
COMMENT ON COLUMN ogid.revisions.report_id IS 'The report.';
COMMENT ON COLUMN ogid.revisions.revision IS 'From 1, rising by one within a report.';
COMMENT ON COLUMN ogid.revisions.observed_at IS 'When it was first seen on the web.';
COMMENT ON COLUMN ogid.revisions.source_url IS 'The page it was read from.';
COMMENT ON COLUMN ogid.revisions.snapshot IS 'SHA-256 of the body it was read from.';
COMMENT ON COLUMN ogid.revisions.parser_version IS 'What read it.';
COMMENT ON COLUMN ogid.revisions.content_digest IS 'Equal for equal content.';
COMMENT ON COLUMN ogid.revisions.agency_as_written IS 'The agency as the report prints it.';
COMMENT ON COLUMN ogid.revisions.division IS 'GB/T 2260, six digits; null where it cannot be told.';
COMMENT ON COLUMN ogid.revisions.title IS 'Title.';
COMMENT ON COLUMN ogid.revisions.published IS 'Day of publication, Asia/Shanghai; null where it cannot be told.';
COMMENT ON COLUMN ogid.revisions.generation IS 'Form: free, 2019, 2021 or mixed.';
COMMENT ON COLUMN ogid.revisions.verdict IS 'verified, consistent, inconsistent or unverifiable.';
COMMENT ON COLUMN ogid.revisions.official IS 'False for a copy on a mirror.';
COMMENT ON COLUMN ogid.revisions.format IS 'Of the document: html, text, word, spreadsheet, pdf, image or unsupported.';
COMMENT ON COLUMN ogid.revisions.recognised_confidence IS 'Percent, of the least certain figure of a scan; null where no text was recognised in an image.';
COMMENT ON COLUMN ogid.revisions.epoch IS 'Epoch in which the row was delivered.';

CREATE TABLE ogid.cells (
    report_id bigint NOT NULL,
    revision integer NOT NULL,
    cell text NOT NULL,
    kind text NOT NULL,
    value numeric,
    raw text NOT NULL,
    unit text,
    corrected_by text,
    PRIMARY KEY (report_id, revision, cell),
    FOREIGN KEY (report_id, revision) REFERENCES ogid.revisions ON DELETE CASCADE,
    CHECK ((kind = 'number') = (value IS NOT NULL))
);
COMMENT ON TABLE ogid.cells IS 'Every cell of the form of every revision.';
COMMENT ON COLUMN ogid.cells.report_id IS 'The report.';
COMMENT ON COLUMN ogid.cells.revision IS 'Its revision.';
COMMENT ON COLUMN ogid.cells.cell IS 'Id of the cell, as in docs/dictionary.md.';
COMMENT ON COLUMN ogid.cells.kind IS 'number, blank, slash, dash, text, unreadable or absent. Only a number has a value: blank is not zero.';
COMMENT ON COLUMN ogid.cells.value IS 'Exactly as printed, all digits; null where kind is not number.';
COMMENT ON COLUMN ogid.cells.raw IS 'As printed; empty for absent.';
COMMENT ON COLUMN ogid.cells.unit IS 'As written, or implied by the form; null for none.';
COMMENT ON COLUMN ogid.cells.corrected_by IS 'Who put the value right; null where it is as read. raw stays as printed.';

CREATE TABLE ogid.checks (
    report_id bigint NOT NULL,
    revision integer NOT NULL,
    check_id text NOT NULL,
    place integer NOT NULL,
    outcome text NOT NULL,
    left_side numeric,
    right_side numeric,
    note text,
    PRIMARY KEY (report_id, revision, place),
    FOREIGN KEY (report_id, revision) REFERENCES ogid.revisions ON DELETE CASCADE
);
CREATE INDEX checks_violated ON ogid.checks (check_id) WHERE outcome = 'violated';
COMMENT ON TABLE ogid.checks IS 'Accounting identities and comparisons of prose with tables, of every revision.';
COMMENT ON COLUMN ogid.checks.report_id IS 'The report.';
COMMENT ON COLUMN ogid.checks.revision IS 'Its revision.';
COMMENT ON COLUMN ogid.checks.check_id IS 'Id of the check, as in docs/formats.md.';
COMMENT ON COLUMN ogid.checks.place IS 'Place in the report''s list, from 1.';
COMMENT ON COLUMN ogid.checks.outcome IS 'holds, violated or not_assessable.';
COMMENT ON COLUMN ogid.checks.left_side IS 'Null where it could not be assessed.';
COMMENT ON COLUMN ogid.checks.right_side IS 'Null where it could not be assessed.';
COMMENT ON COLUMN ogid.checks.note IS 'For a person; null for none.';

CREATE TABLE ogid.statements (
    report_id bigint NOT NULL,
    revision integer NOT NULL,
    place integer NOT NULL,
    name text NOT NULL,
    value numeric,
    approximate boolean NOT NULL,
    unit text,
    quote text NOT NULL,
    PRIMARY KEY (report_id, revision, place),
    FOREIGN KEY (report_id, revision) REFERENCES ogid.revisions ON DELETE CASCADE
);
CREATE INDEX statements_by_name ON ogid.statements (name);
COMMENT ON TABLE ogid.statements IS 'Figures in the prose, of every revision.';
COMMENT ON COLUMN ogid.statements.report_id IS 'The report.';
COMMENT ON COLUMN ogid.statements.revision IS 'Its revision.';
COMMENT ON COLUMN ogid.statements.place IS 'Place in the report''s list, from 1.';
COMMENT ON COLUMN ogid.statements.name IS 'What the figure is of.';
COMMENT ON COLUMN ogid.statements.value IS 'Null where it cannot be read.';
COMMENT ON COLUMN ogid.statements.approximate IS 'True where the text says about.';
COMMENT ON COLUMN ogid.statements.unit IS 'As written; null for none.';
COMMENT ON COLUMN ogid.statements.quote IS 'The words it was read from.';

CREATE TABLE ogid.changes (
    sequence bigint PRIMARY KEY,
    report_id bigint NOT NULL REFERENCES ogid.reports ON DELETE CASCADE,
    type text NOT NULL,
    cause text NOT NULL,
    class text,
    revision integer NOT NULL,
    observed_at timestamptz NOT NULL,
    recorded_at timestamptz,
    reason text,
    aspects text[] NOT NULL,
    source_url text NOT NULL,
    line text NOT NULL,
    epoch bigint NOT NULL
);
CREATE INDEX changes_by_report ON ogid.changes (report_id, sequence);
CREATE INDEX changes_by_epoch ON ogid.changes (epoch);
COMMENT ON TABLE ogid.changes IS 'The entries of the feed.';
COMMENT ON COLUMN ogid.changes.sequence IS 'From 1, in the order in which the store came to say it.';
COMMENT ON COLUMN ogid.changes.report_id IS 'The report it tells of.';
COMMENT ON COLUMN ogid.changes.type IS 'added, revised, withdrawn, restored or reinterpreted.';
COMMENT ON COLUMN ogid.changes.cause IS 'source (the agency), reparse (our parser) or decision (a person).';
COMMENT ON COLUMN ogid.changes.class IS 'editorial, value, structure, withdrawn or restored; null for added.';
COMMENT ON COLUMN ogid.changes.revision IS 'The revision it leads to; of a withdrawal the last there was.';
COMMENT ON COLUMN ogid.changes.observed_at IS 'When it was seen on the web.';
COMMENT ON COLUMN ogid.changes.recorded_at IS 'When the store came to say it; null for entries of old stores.';
COMMENT ON COLUMN ogid.changes.reason IS 'Of a withdrawal: how the last page that showed it is gone.';
COMMENT ON COLUMN ogid.changes.aspects IS 'What differs beside cells: title, published, text, stat_tables and others.';
COMMENT ON COLUMN ogid.changes.source_url IS 'The page.';
COMMENT ON COLUMN ogid.changes.line IS 'The entry itself, byte for byte.';
COMMENT ON COLUMN ogid.changes.epoch IS 'Epoch in which the row was delivered.';

CREATE TABLE ogid.changed_cells (
    sequence bigint NOT NULL REFERENCES ogid.changes ON DELETE CASCADE,
    cell text NOT NULL,
    old_kind text NOT NULL,
    old_value numeric,
    old_raw text NOT NULL,
    new_kind text NOT NULL,
    new_value numeric,
    new_raw text NOT NULL,
    severity text,
    broke text[] NOT NULL,
    healed text[] NOT NULL,
    PRIMARY KEY (sequence, cell)
);
CREATE INDEX changed_cells_by_cell ON ogid.changed_cells (cell);
COMMENT ON TABLE ogid.changed_cells IS 'The cells that an entry of the feed changed.';
COMMENT ON COLUMN ogid.changed_cells.sequence IS 'The entry.';
COMMENT ON COLUMN ogid.changed_cells.cell IS 'Id of the cell.';
COMMENT ON COLUMN ogid.changed_cells.old_kind IS 'Kind before, as in cells.kind.';
COMMENT ON COLUMN ogid.changed_cells.old_value IS 'Value before; null where that was no number.';
COMMENT ON COLUMN ogid.changed_cells.old_raw IS 'As printed before.';
COMMENT ON COLUMN ogid.changed_cells.new_kind IS 'Kind after.';
COMMENT ON COLUMN ogid.changed_cells.new_value IS 'Value after; null where that is no number.';
COMMENT ON COLUMN ogid.changed_cells.new_raw IS 'As printed after.';
COMMENT ON COLUMN ogid.changed_cells.severity IS 'grave, notable or minor; null where it was never judged.';
COMMENT ON COLUMN ogid.changed_cells.broke IS 'Checks with this cell that are violated now and were not.';
COMMENT ON COLUMN ogid.changed_cells.healed IS 'Checks that were violated and are not any more.';
