-- One row: one linking of chosen snapshots (S8). Rows of the other tables that name a run are read only
-- when its state is 'complete', which one statement at its end makes it.
CREATE TABLE link_run (
    province    TEXT NOT NULL,
    id          BIGINT NOT NULL,
    job_id      BIGINT NOT NULL,
    state       TEXT NOT NULL,
    created_at  BIGINT NOT NULL,
    finished_at BIGINT,
    snapshots   TEXT NOT NULL,
    report      TEXT NOT NULL,
    PRIMARY KEY (province, id),
    CONSTRAINT link_run_state_is_known CHECK (state IN ('running', 'complete', 'failed', 'cancelled')),
    CONSTRAINT ended_link_run_has_its_time CHECK ((state = 'running') = (finished_at IS NULL))
) STRICT;

-- One row: a person that some run found. The id stays with the person from run to run; rows are
-- never removed once their run is complete.
CREATE TABLE person (
    province    TEXT NOT NULL,
    id          BIGINT NOT NULL,
    link_run_id BIGINT NOT NULL,
    PRIMARY KEY (province, id)
) STRICT, WITHOUT ROWID;

-- One row: in this run, this row of this snapshot belongs to this person. The fingerprint is a keyed
-- digest by which the same record is known again in the next snapshot of its register.
CREATE TABLE person_record (
    province    TEXT NOT NULL,
    link_run_id BIGINT NOT NULL,
    person_id   BIGINT NOT NULL,
    snapshot_id BIGINT NOT NULL,
    row_no      BIGINT NOT NULL,
    fingerprint BIGINT NOT NULL,
    PRIMARY KEY (province, link_run_id, person_id, snapshot_id, row_no)
) STRICT, WITHOUT ROWID;

-- One row: two records believed to be one person, and the evidence (evidence.hpp says how packed).
CREATE TABLE record_link (
    province          TEXT NOT NULL,
    link_run_id       BIGINT NOT NULL,
    person_id         BIGINT NOT NULL,
    left_snapshot_id  BIGINT NOT NULL,
    left_row_no       BIGINT NOT NULL,
    right_snapshot_id BIGINT NOT NULL,
    right_row_no      BIGINT NOT NULL,
    weight            DOUBLE NOT NULL,
    probability       DOUBLE NOT NULL,
    evidence          BYTES NOT NULL,
    PRIMARY KEY (province, link_run_id, person_id, left_snapshot_id, left_row_no, right_snapshot_id,
                 right_row_no),
    CONSTRAINT probability_is_one CHECK (probability >= 0 AND probability <= 1)
) STRICT, WITHOUT ROWID;

-- One row: a person of the run before whose records went to another person in this run.
CREATE TABLE person_change (
    province        TEXT NOT NULL,
    link_run_id     BIGINT NOT NULL,
    person_id       BIGINT NOT NULL,
    other_person_id BIGINT NOT NULL,
    change          TEXT NOT NULL,
    records         BIGINT NOT NULL,
    PRIMARY KEY (province, link_run_id, person_id, other_person_id),
    CONSTRAINT change_is_a_split_or_a_merger CHECK (change IN ('split', 'merged'))
) STRICT, WITHOUT ROWID;
