CREATE VIEW ogid.reports_now AS
SELECT report_id, agency, year, agency_id, division, revision, title, published, generation, verdict, source_url, observed_at
FROM ogid.reports
WHERE state = 'online';
COMMENT ON VIEW ogid.reports_now IS 'The reports that are online, with their current revision.';
COMMENT ON COLUMN ogid.reports_now.report_id IS 'As in reports, like the others.';
COMMENT ON COLUMN ogid.reports_now.agency IS 'Canonical full name of the agency.';
COMMENT ON COLUMN ogid.reports_now.year IS 'The year reported on.';
COMMENT ON COLUMN ogid.reports_now.agency_id IS 'Stands for the agency whatever it is called.';
COMMENT ON COLUMN ogid.reports_now.division IS 'GB/T 2260, six digits.';
COMMENT ON COLUMN ogid.reports_now.revision IS 'The current revision.';
COMMENT ON COLUMN ogid.reports_now.title IS 'Title.';
COMMENT ON COLUMN ogid.reports_now.published IS 'Day of publication.';
COMMENT ON COLUMN ogid.reports_now.generation IS 'Form: free, 2019, 2021 or mixed.';
COMMENT ON COLUMN ogid.reports_now.verdict IS 'What the accounting identities say.';
COMMENT ON COLUMN ogid.reports_now.source_url IS 'The page.';
COMMENT ON COLUMN ogid.reports_now.observed_at IS 'When the newest entry of the feed was seen on the web.';

CREATE VIEW ogid.cells_now AS
SELECT r.agency, r.year, r.generation, c.report_id, c.revision, c.cell, c.kind, c.value, c.raw, c.unit, c.corrected_by
FROM ogid.reports_now r JOIN ogid.cells c USING (report_id, revision);
COMMENT ON VIEW ogid.cells_now IS 'The cells of the reports that are online.';
COMMENT ON COLUMN ogid.cells_now.agency IS 'Canonical full name of the agency.';
COMMENT ON COLUMN ogid.cells_now.year IS 'The year reported on.';
COMMENT ON COLUMN ogid.cells_now.generation IS 'Form: free, 2019, 2021 or mixed.';
COMMENT ON COLUMN ogid.cells_now.report_id IS 'The report.';
COMMENT ON COLUMN ogid.cells_now.revision IS 'Its current revision.';
COMMENT ON COLUMN ogid.cells_now.cell IS 'Id of the cell.';
COMMENT ON COLUMN ogid.cells_now.kind IS 'As in cells, like the others.';
COMMENT ON COLUMN ogid.cells_now.value IS 'Null where kind is not number.';
COMMENT ON COLUMN ogid.cells_now.raw IS 'As printed.';
COMMENT ON COLUMN ogid.cells_now.unit IS 'As written, or implied by the form.';
COMMENT ON COLUMN ogid.cells_now.corrected_by IS 'Who put the value right.';

CREATE VIEW ogid.violated_checks AS
SELECT r.agency, r.year, r.division, r.generation, k.check_id, k.left_side, k.right_side,
       k.left_side - k.right_side AS difference, k.note, r.source_url, k.report_id, k.revision
FROM ogid.reports_now r JOIN ogid.checks k USING (report_id, revision)
WHERE k.outcome = 'violated';
COMMENT ON VIEW ogid.violated_checks IS 'The identities that reports online violate.';
COMMENT ON COLUMN ogid.violated_checks.agency IS 'Canonical full name of the agency.';
COMMENT ON COLUMN ogid.violated_checks.year IS 'The year reported on.';
COMMENT ON COLUMN ogid.violated_checks.division IS 'GB/T 2260, six digits.';
COMMENT ON COLUMN ogid.violated_checks.generation IS 'Form.';
COMMENT ON COLUMN ogid.violated_checks.check_id IS 'Id of the check.';
COMMENT ON COLUMN ogid.violated_checks.left_side IS 'What stands on one side …';
COMMENT ON COLUMN ogid.violated_checks.right_side IS '… and on the other.';
COMMENT ON COLUMN ogid.violated_checks.difference IS 'left_side - right_side.';
COMMENT ON COLUMN ogid.violated_checks.note IS 'For a person.';
COMMENT ON COLUMN ogid.violated_checks.source_url IS 'The page.';
COMMENT ON COLUMN ogid.violated_checks.report_id IS 'The report.';
COMMENT ON COLUMN ogid.violated_checks.revision IS 'Its current revision.';

CREATE VIEW ogid.changed_figures AS
SELECT r.agency, r.year, c.sequence, c.type, c.cause, c.observed_at, d.cell, d.old_value, d.new_value,
       d.new_value - d.old_value AS difference, d.old_kind, d.new_kind, d.severity, d.broke, d.healed, c.source_url
FROM ogid.changes c JOIN ogid.changed_cells d USING (sequence) JOIN ogid.reports r USING (report_id);
COMMENT ON VIEW ogid.changed_figures IS 'Every figure that was changed, by whom and when. cause = ''source'': by the agency.';
COMMENT ON COLUMN ogid.changed_figures.agency IS 'Canonical full name of the agency.';
COMMENT ON COLUMN ogid.changed_figures.year IS 'The year reported on.';
COMMENT ON COLUMN ogid.changed_figures.sequence IS 'The entry of the feed.';
COMMENT ON COLUMN ogid.changed_figures.type IS 'Its type.';
COMMENT ON COLUMN ogid.changed_figures.cause IS 'source (the agency), reparse (our parser) or decision (a person).';
COMMENT ON COLUMN ogid.changed_figures.observed_at IS 'When it was seen on the web.';
COMMENT ON COLUMN ogid.changed_figures.cell IS 'Id of the cell.';
COMMENT ON COLUMN ogid.changed_figures.old_value IS 'Null where it was no number.';
COMMENT ON COLUMN ogid.changed_figures.new_value IS 'Null where it is no number.';
COMMENT ON COLUMN ogid.changed_figures.difference IS 'new_value - old_value; null where one is no number.';
COMMENT ON COLUMN ogid.changed_figures.old_kind IS 'Kind before.';
COMMENT ON COLUMN ogid.changed_figures.new_kind IS 'Kind after.';
COMMENT ON COLUMN ogid.changed_figures.severity IS 'grave, notable or minor.';
COMMENT ON COLUMN ogid.changed_figures.broke IS 'Checks that are violated now and were not.';
COMMENT ON COLUMN ogid.changed_figures.healed IS 'Checks that were violated and are not any more.';
COMMENT ON COLUMN ogid.changed_figures.source_url IS 'The page.';
