-- One row: someone asked to take what names a person out of an entry of the log, and what another answered.
-- The chain covers commitments, so it stays whole.
CREATE TABLE log_redaction (
    province    TEXT NOT NULL,
    id          BIGINT NOT NULL,
    assembly_id BIGINT NOT NULL,
    sequence    BIGINT NOT NULL,
    part        TEXT NOT NULL,
    reason      TEXT NOT NULL,
    asked_by    BIGINT NOT NULL,
    asked_at    BIGINT NOT NULL,
    state       TEXT NOT NULL,
    answered_by BIGINT,
    answered_at BIGINT,
    PRIMARY KEY (province, id),
    CONSTRAINT redaction_is_of_an_event FOREIGN KEY (province, assembly_id, sequence)
        REFERENCES assembly_event (province, assembly_id, sequence),
    CONSTRAINT redaction_state_is_known CHECK (state IN ('asked', 'done', 'declined')),
    CONSTRAINT redaction_is_answered_by_another CHECK (answered_by IS NULL OR answered_by <> asked_by),
    CONSTRAINT answered_redaction_has_an_answer
        CHECK ((state = 'asked') = (answered_by IS NULL) AND (state = 'asked') = (answered_at IS NULL))
) STRICT;

CREATE INDEX log_redaction_by_event ON log_redaction (province, assembly_id, sequence);
