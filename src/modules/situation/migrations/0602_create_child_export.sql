-- One row: a file of the list of children that one account asked for. The file itself stands sealed beside
-- the database until its days are over; the row stays, as the access log does.
CREATE TABLE child_export (
    province     TEXT NOT NULL,
    id           BIGINT NOT NULL,
    situation_id BIGINT NOT NULL,
    job_id       BIGINT NOT NULL,
    state        TEXT NOT NULL,
    format       TEXT NOT NULL,
    language     TEXT NOT NULL,
    filter       TEXT NOT NULL, -- As JSON.
    sort         TEXT NOT NULL,
    purpose      TEXT NOT NULL,
    created_by   BIGINT NOT NULL,
    created_at   BIGINT NOT NULL,
    finished_at  BIGINT,
    children     BIGINT NOT NULL,
    PRIMARY KEY (province, id),
    CONSTRAINT export_is_of_a_situation FOREIGN KEY (province, situation_id)
        REFERENCES situation (province, id),
    CONSTRAINT export_state_is_known
        CHECK (state IN ('writing', 'complete', 'failed', 'cancelled', 'removed'))
) STRICT;

CREATE INDEX child_export_by_situation ON child_export (province, situation_id);
CREATE INDEX child_export_by_account ON child_export (province, created_by, id);
