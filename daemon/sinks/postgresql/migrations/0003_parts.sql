-- A key looked up for each of a revision's two hundred cells costs more than the cells themselves. They are put
-- in with their revision, in one transaction, and go with it.
ALTER TABLE ogid.cells DROP CONSTRAINT cells_report_id_revision_fkey;
ALTER TABLE ogid.checks DROP CONSTRAINT checks_report_id_revision_fkey;
ALTER TABLE ogid.statements DROP CONSTRAINT statements_report_id_revision_fkey;

CREATE FUNCTION ogid.drop_parts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM ogid.cells WHERE report_id = OLD.report_id AND revision = OLD.revision;
    DELETE FROM ogid.checks WHERE report_id = OLD.report_id AND revision = OLD.revision;
    DELETE FROM ogid.statements WHERE report_id = OLD.report_id AND revision = OLD.revision;
    RETURN NULL;
END $$;
COMMENT ON FUNCTION ogid.drop_parts() IS 'The cells, checks and statements of a revision go with it.';
CREATE TRIGGER parts_go_with_their_revision AFTER DELETE ON ogid.revisions
FOR EACH ROW EXECUTE FUNCTION ogid.drop_parts();

CREATE FUNCTION ogid.drop_all_parts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    TRUNCATE ogid.cells, ogid.checks, ogid.statements;
    RETURN NULL;
END $$;
COMMENT ON FUNCTION ogid.drop_all_parts() IS 'The same where all revisions are truncated.';
CREATE TRIGGER parts_go_with_all_revisions AFTER TRUNCATE ON ogid.revisions
FOR EACH STATEMENT EXECUTE FUNCTION ogid.drop_all_parts();
