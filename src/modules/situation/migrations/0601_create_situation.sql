-- One row: the number of children out of school as one link run found it (S18), with everything that is
-- shown with it as one JSON text, so that a page is one row. Published in the statement that completes
-- the link run; a row that is still being computed is never read.
CREATE TABLE situation (
    province    TEXT NOT NULL,
    id          BIGINT NOT NULL,
    link_run_id BIGINT NOT NULL,
    state       TEXT NOT NULL,
    as_of       TEXT NOT NULL,
    created_at  BIGINT NOT NULL,
    value       BIGINT NOT NULL,
    low         BIGINT NOT NULL,
    high        BIGINT NOT NULL,
    population  BIGINT NOT NULL,
    body        TEXT NOT NULL,
    PRIMARY KEY (province, id),
    CONSTRAINT situation_state_is_known CHECK (state IN ('computing', 'published')),
    CONSTRAINT interval_holds_the_value CHECK (0 <= low AND low <= value AND value <= high
                                               AND high <= population)
) STRICT;

-- One row: how each person stood in the latest situation, packed (change.hpp), for the next one to tell
-- why the number changed. Older ones are removed.
CREATE TABLE situation_standing (
    province     TEXT NOT NULL,
    situation_id BIGINT NOT NULL,
    standings    BYTES NOT NULL,
    PRIMARY KEY (province, situation_id),
    CONSTRAINT standing_belongs_to_situation FOREIGN KEY (province, situation_id)
        REFERENCES situation (province, id)
) STRICT;

-- One row: a child who seems out of school. No name: names stay sealed in the registers.
CREATE TABLE situation_child (
    province         TEXT NOT NULL,
    situation_id     BIGINT NOT NULL,
    person_id        BIGINT NOT NULL,
    age              BIGINT NOT NULL,
    sex              TEXT NOT NULL,
    subdistrict_code TEXT NOT NULL,
    certainty        DOUBLE NOT NULL,
    reason           TEXT NOT NULL,
    snapshot_id      BIGINT NOT NULL,
    row_no           BIGINT NOT NULL,
    PRIMARY KEY (province, situation_id, person_id),
    CONSTRAINT certainty_is_a_probability CHECK (certainty >= 0 AND certainty <= 1)
) STRICT, WITHOUT ROWID;

CREATE INDEX situation_child_by_place
    ON situation_child (province, situation_id, subdistrict_code, age, person_id);
