-- An amount of money that was 5 万元 and is 50000 元 has not grown by 49995.
ALTER TABLE ogid.changed_cells ADD COLUMN old_unit text;
ALTER TABLE ogid.changed_cells ADD COLUMN new_unit text;
COMMENT ON COLUMN ogid.changed_cells.old_unit IS 'Unit before, as in cells.unit; null in rows that an ogid of schema version 3 or less wrote.';
COMMENT ON COLUMN ogid.changed_cells.new_unit IS 'Unit after.';

CREATE OR REPLACE VIEW ogid.changed_figures AS
SELECT r.agency, r.year, c.sequence, c.type, c.cause, c.observed_at, d.cell, d.old_value, d.new_value,
       CASE WHEN d.old_unit IS NOT DISTINCT FROM d.new_unit OR concat(d.old_unit, d.new_unit) NOT LIKE '%元%'
            THEN d.new_value - d.old_value END AS difference,
       d.old_kind, d.new_kind, d.severity, d.broke, d.healed, c.source_url, d.old_unit, d.new_unit
FROM ogid.changes c JOIN ogid.changed_cells d USING (sequence) JOIN ogid.reports r USING (report_id);
COMMENT ON COLUMN ogid.changed_figures.difference IS 'new_value - old_value; null where one is no number, and where the two amounts of money are in different units.';
COMMENT ON COLUMN ogid.changed_figures.old_unit IS 'Unit before.';
COMMENT ON COLUMN ogid.changed_figures.new_unit IS 'Unit after.';
