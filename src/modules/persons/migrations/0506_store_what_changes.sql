-- A link run that goes on from the one before stores only what is others: rows stand from one run to another.

-- The run that was linked anew, under whose number all rows stand that it and those that went on from it wrote.
ALTER TABLE link_run ADD COLUMN began_with_id BIGINT NOT NULL DEFAULT 0;
UPDATE link_run SET began_with_id = id;

-- One row: from one run until before another, this row of this snapshot belongs to this person. Records are
-- numbered, so that a newer snapshot that repeats a row moves nothing but this. The fingerprint is a keyed
-- digest by which the same record is known again in the next snapshot of its register.
CREATE TABLE person_record_next (
    province    TEXT NOT NULL,
    link_run_id BIGINT NOT NULL, -- The one that the rows began with.
    person_id   BIGINT NOT NULL,
    record_no   BIGINT NOT NULL,
    snapshot_id BIGINT NOT NULL,
    row_no      BIGINT NOT NULL,
    fingerprint BIGINT NOT NULL,
    from_run_id BIGINT NOT NULL,
    to_run_id   BIGINT NOT NULL,
    CONSTRAINT record_is_of_a_person_from_a_run PRIMARY KEY (province, link_run_id, person_id, record_no, from_run_id)
) STRICT, WITHOUT ROWID;

INSERT INTO person_record_next (province, link_run_id, person_id, record_no, snapshot_id, row_no, fingerprint,
                                from_run_id, to_run_id)
SELECT province, link_run_id, person_id,
       ROW_NUMBER() OVER (PARTITION BY province, link_run_id ORDER BY person_id, snapshot_id, row_no),
       snapshot_id, row_no, fingerprint, link_run_id, 9223372036854775807
FROM person_record;

-- One row: two records believed to be one person, and the evidence (evidence.hpp says how packed).
CREATE TABLE record_link_next (
    province     TEXT NOT NULL,
    link_run_id  BIGINT NOT NULL, -- The one that the rows began with.
    person_id    BIGINT NOT NULL,
    left_record  BIGINT NOT NULL,
    right_record BIGINT NOT NULL,
    weight       DOUBLE NOT NULL,
    probability  DOUBLE NOT NULL,
    evidence     BYTES NOT NULL,
    from_run_id  BIGINT NOT NULL,
    to_run_id    BIGINT NOT NULL,
    CONSTRAINT link_is_from_a_run PRIMARY KEY (province, link_run_id, person_id, left_record, right_record, from_run_id),
    CONSTRAINT probability_is_one CHECK (probability >= 0 AND probability <= 1)
) STRICT, WITHOUT ROWID;

INSERT INTO record_link_next (province, link_run_id, person_id, left_record, right_record, weight, probability,
                              evidence, from_run_id, to_run_id)
SELECT l.province, l.link_run_id, l.person_id, a.record_no, b.record_no, l.weight, l.probability, l.evidence,
       l.link_run_id, 9223372036854775807
FROM record_link l
JOIN person_record_next a ON a.province = l.province AND a.link_run_id = l.link_run_id
     AND a.person_id = l.person_id AND a.snapshot_id = l.left_snapshot_id AND a.row_no = l.left_row_no
JOIN person_record_next b ON b.province = l.province AND b.link_run_id = l.link_run_id
     AND b.person_id = l.person_id AND b.snapshot_id = l.right_snapshot_id AND b.row_no = l.right_row_no;

DROP TABLE person_record;
ALTER TABLE person_record_next RENAME TO person_record;
DROP TABLE record_link;
ALTER TABLE record_link_next RENAME TO record_link;

-- One row: from one run until before another, some record of this person holds this word.
CREATE TABLE person_word_next (
    province    TEXT NOT NULL,
    link_run_id BIGINT NOT NULL, -- The one that the rows began with.
    word        BIGINT NOT NULL,
    person_id   BIGINT NOT NULL,
    from_run_id BIGINT NOT NULL,
    to_run_id   BIGINT NOT NULL,
    CONSTRAINT word_is_of_a_person_from_a_run PRIMARY KEY (province, link_run_id, word, person_id, from_run_id)
) STRICT, WITHOUT ROWID;

INSERT INTO person_word_next (province, link_run_id, word, person_id, from_run_id, to_run_id)
SELECT province, link_run_id, word, person_id, link_run_id, 9223372036854775807 FROM person_word;
DROP TABLE person_word;
ALTER TABLE person_word_next RENAME TO person_word;

-- One row: a way in which somebody may write a word (a name, or an identity number): the word itself, its
-- sound, the sound with one letter left out. One that nobody has any more finds nobody.
CREATE TABLE search_key_next (
    province    TEXT NOT NULL,
    link_run_id BIGINT NOT NULL, -- The one that the rows began with.
    search_key  BIGINT NOT NULL,
    word        BIGINT NOT NULL,
    from_run_id BIGINT NOT NULL,
    CONSTRAINT search_key_is_from_a_run PRIMARY KEY (province, link_run_id, search_key, word, from_run_id)
) STRICT, WITHOUT ROWID;

INSERT INTO search_key_next (province, link_run_id, search_key, word, from_run_id)
SELECT province, link_run_id, search_key, word, link_run_id FROM search_key;
DROP TABLE search_key;
ALTER TABLE search_key_next RENAME TO search_key;

-- Rows that stand no longer, until they are removed.
CREATE INDEX person_record_ended ON person_record (province, link_run_id, to_run_id)
    WHERE to_run_id < 9223372036854775807;
CREATE INDEX record_link_ended ON record_link (province, link_run_id, to_run_id)
    WHERE to_run_id < 9223372036854775807;
CREATE INDEX person_word_ended ON person_word (province, link_run_id, to_run_id)
    WHERE to_run_id < 9223372036854775807;

-- One row: a person whose rows a run under way is about to write anew. Empty between runs.
CREATE TABLE rewritten_person (
    province    TEXT NOT NULL,
    link_run_id BIGINT NOT NULL,
    person_id   BIGINT NOT NULL,
    PRIMARY KEY (province, link_run_id, person_id)
) STRICT, WITHOUT ROWID;
