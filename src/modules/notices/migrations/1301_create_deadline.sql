-- What falls due must be done once, whatever dies meanwhile. One row of deadline: at this instant something is to be
-- done about a subject. It is done in the transaction that sets its state.
CREATE TABLE deadline (
    province   TEXT NOT NULL,
    id         BIGINT NOT NULL,
    kind       TEXT NOT NULL,   -- Who does it: "digest", "referral_answer".
    subject    BIGINT NOT NULL, -- What it is about; 0: nothing in particular.
    key        TEXT NOT NULL,   -- One thing to be done has one key for ever.
    due_at     BIGINT NOT NULL,
    state      TEXT NOT NULL,
    try_at     BIGINT NOT NULL, -- When due, or later after it failed.
    attempts   BIGINT NOT NULL,
    ended_at   BIGINT,
    CONSTRAINT deadline_is_numbered PRIMARY KEY (province, id),
    CONSTRAINT deadline_of_a_key_is_one UNIQUE (province, key),
    CONSTRAINT deadline_belongs_to_province FOREIGN KEY (province) REFERENCES province (province),
    CONSTRAINT deadline_state_is_known CHECK (state IN ('open', 'done', 'cancelled')),
    CONSTRAINT ended_deadline_has_its_time CHECK ((state = 'open') = (ended_at IS NULL))
) STRICT;

CREATE INDEX deadline_to_do ON deadline (province, try_at) WHERE state = 'open';
CREATE INDEX deadline_by_subject ON deadline (province, kind, subject);
