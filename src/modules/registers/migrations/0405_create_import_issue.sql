-- One row: something wrong with one value, or with a whole row, of an imported file, and what happened
-- to it. The value is masked, and sealed all the same.
CREATE TABLE import_issue (
    province     TEXT NOT NULL,
    snapshot_id  BIGINT NOT NULL,
    issue_no     BIGINT NOT NULL, -- 1, 2, 3 ... in the order of the file.
    row_no       BIGINT NOT NULL,
    column_no    BIGINT NOT NULL, -- From 1; 0 for the row as a whole.
    field        TEXT NOT NULL,
    value_masked BYTES NOT NULL,
    reason_key   TEXT NOT NULL,
    outcome      TEXT NOT NULL,
    PRIMARY KEY (province, snapshot_id, issue_no),
    CONSTRAINT issue_belongs_to_a_snapshot FOREIGN KEY (province, snapshot_id)
        REFERENCES snapshot (province, id)
) STRICT, WITHOUT ROWID;
