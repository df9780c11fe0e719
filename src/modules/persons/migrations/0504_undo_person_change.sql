-- Why persons were split or merged, and by which records it can be undone (S8).

-- What brought it about: somebody's decision, other snapshots than before, or other evidence.
ALTER TABLE person_change ADD COLUMN reason TEXT NOT NULL DEFAULT 'evidence';

-- One row: a record that went from one person to the other, by what it is known by in later snapshots.
CREATE TABLE person_change_record (
    province        TEXT NOT NULL,
    link_run_id     BIGINT NOT NULL,
    person_id       BIGINT NOT NULL,
    other_person_id BIGINT NOT NULL,
    record_key      BIGINT NOT NULL,
    marks           BYTES NOT NULL,
    PRIMARY KEY (province, link_run_id, person_id, other_person_id, record_key, marks)
) STRICT, WITHOUT ROWID;
