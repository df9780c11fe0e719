-- One row: one register as it stood on one day, as one file said (S8). Its person records are read only
-- when state is complete, and that is set in one transaction when the last row is in.
CREATE TABLE snapshot (
    province        TEXT NOT NULL,
    id              BIGINT NOT NULL,
    agreement_id    BIGINT NOT NULL,
    agency_id       BIGINT NOT NULL,
    register_kind   TEXT NOT NULL,
    snapshot_date   TEXT NOT NULL,
    filename        TEXT NOT NULL,
    state           TEXT NOT NULL,
    rows_total      BIGINT NOT NULL,
    rows_stored     BIGINT NOT NULL,
    rows_rejected   BIGINT NOT NULL,
    values_rejected BIGINT NOT NULL,
    fields          TEXT NOT NULL,
    fields_dropped  TEXT NOT NULL,
    duplicate_of    BIGINT,
    job_id          BIGINT NOT NULL,
    upload_id       BIGINT NOT NULL,
    reading         TEXT NOT NULL,  -- JSON: how the file is read; holds no personal data.
    identity        BYTES NOT NULL, -- Digest of file, reading, agency, register and day.
    created_by      BIGINT NOT NULL,
    started_at      BIGINT NOT NULL,
    finished_at     BIGINT,
    PRIMARY KEY (province, id),
    CONSTRAINT snapshot_is_taken_under_an_agreement FOREIGN KEY (province, agreement_id)
        REFERENCES agreement (province, id),
    CONSTRAINT snapshot_comes_from_an_upload FOREIGN KEY (province, upload_id)
        REFERENCES upload (province, id),
    CONSTRAINT snapshot_state_is_known
        CHECK (state IN ('importing', 'complete', 'failed', 'cancelled', 'identical')),
    CONSTRAINT identical_snapshot_names_the_first
        CHECK ((state = 'identical') = (duplicate_of IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX snapshot_is_complete_once ON snapshot (province, identity) WHERE state = 'complete';
CREATE INDEX snapshot_by_start ON snapshot (province, started_at);
