-- One row is a photo or document that belongs to a case or another subject (S13). Its bytes are a sealed file among the
-- uploads. The row stands first, kept_at is set when the file is whole: a row without it is of an upload that broke off.
CREATE TABLE attachment (
    province     TEXT NOT NULL,
    id           BIGINT NOT NULL,
    subject_kind TEXT NOT NULL,
    subject_id   BIGINT NOT NULL,
    client_key   TEXT,            -- Given by a phone, so that what is sent twice is kept once.
    kind         TEXT NOT NULL,
    sealed       BYTES NOT NULL,  -- The file's name, which may name somebody, and the key that the file is coded with.
    byte_count   BIGINT NOT NULL,
    width        BIGINT NOT NULL, -- 0 of a document.
    height       BIGINT NOT NULL,
    added_by     BIGINT NOT NULL,
    added_at     BIGINT NOT NULL,
    kept_at      BIGINT,
    removed_at   BIGINT,
    PRIMARY KEY (province, id),
    CONSTRAINT attachment_is_sent_once UNIQUE (province, subject_kind, subject_id, client_key),
    CONSTRAINT attachment_kind_is_known CHECK (kind IN ('jpeg', 'png', 'webp', 'pdf'))
) STRICT;
CREATE INDEX attachment_by_subject ON attachment (province, subject_kind, subject_id, id);
CREATE INDEX attachment_unfinished ON attachment (province, added_at) WHERE kept_at IS NULL OR removed_at IS NOT NULL;
