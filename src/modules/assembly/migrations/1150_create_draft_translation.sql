-- One row of draft_translation: what someone wrote in English of one version of a draft, beside the Thai
-- words that bind. Never changed: of the same words a later one is shown, and both are kept (S5).
CREATE TABLE draft_translation (
    province   TEXT NOT NULL,
    id         BIGINT NOT NULL,
    draft_id   BIGINT NOT NULL,
    version    BIGINT NOT NULL,
    title      TEXT,
    paragraphs TEXT NOT NULL, -- As JSON.
    made_by    BIGINT NOT NULL,
    made_at    BIGINT NOT NULL,
    PRIMARY KEY (province, id),
    CONSTRAINT translation_is_of_a_version FOREIGN KEY (province, draft_id, version)
        REFERENCES draft_version (province, draft_id, version)
) STRICT;

CREATE INDEX draft_translation_by_draft ON draft_translation (province, draft_id, version);
