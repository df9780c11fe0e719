-- One row: a row of a register as received and understood; never corrected afterwards. What names,
-- locates or labels a child is sealed; what every count needs stands in clear. citizen_id_index is a
-- keyed digest, so that a number is found without its being readable.
CREATE TABLE received_record (
    province          TEXT NOT NULL,
    snapshot_id       BIGINT NOT NULL,
    row_no            BIGINT NOT NULL,
    citizen_id_index  BYTES,
    sex               TEXT NOT NULL,
    birth_date        TEXT NOT NULL,
    subdistrict_code  TEXT NOT NULL,
    village_no        TEXT NOT NULL,
    nationality_class TEXT NOT NULL,
    status_class      TEXT NOT NULL,
    grade             TEXT NOT NULL,
    school_code       TEXT NOT NULL,
    school_type       TEXT NOT NULL,
    sealed            BYTES NOT NULL,
    PRIMARY KEY (province, snapshot_id, row_no),
    CONSTRAINT record_belongs_to_a_snapshot FOREIGN KEY (province, snapshot_id)
        REFERENCES snapshot (province, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX received_record_by_citizen_id ON received_record (province, citizen_id_index)
    WHERE citizen_id_index IS NOT NULL;
