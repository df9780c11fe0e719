-- Search over sealed names: keyed digests only, no name can be read from them.

-- One row: a way in which somebody may write a word (a name, or an identity number): the word itself, its
-- sound, the sound with one letter left out.
CREATE TABLE search_key (
    province    TEXT NOT NULL,
    link_run_id BIGINT NOT NULL,
    search_key  BIGINT NOT NULL,
    word        BIGINT NOT NULL,
    PRIMARY KEY (province, link_run_id, search_key, word)
) STRICT, WITHOUT ROWID;

-- One row: some record of this person holds this word.
CREATE TABLE person_word (
    province    TEXT NOT NULL,
    link_run_id BIGINT NOT NULL,
    word        BIGINT NOT NULL,
    person_id   BIGINT NOT NULL,
    PRIMARY KEY (province, link_run_id, word, person_id)
) STRICT, WITHOUT ROWID;
