-- One row of forum: a question put to many people before an assembly meets (S3). `statements` and `participants`
-- count how many there are; who adds one holds this row, so that numbers have no gap.
CREATE TABLE forum (
    province       TEXT NOT NULL,
    id             BIGINT NOT NULL,
    assembly_id    BIGINT NOT NULL,
    title_th       TEXT NOT NULL,
    title_en       TEXT NOT NULL,
    question_th    TEXT NOT NULL,
    question_en    TEXT NOT NULL,
    area_code      TEXT NOT NULL,
    phase          TEXT NOT NULL,
    admission      TEXT NOT NULL,
    moderation     TEXT NOT NULL,
    join_code      TEXT NOT NULL, -- Empty unless people come in by one code for all.
    joins_per_hour BIGINT NOT NULL, -- From one network.
    statements     BIGINT NOT NULL,
    participants   BIGINT NOT NULL,
    created_by     BIGINT NOT NULL,
    created_at     BIGINT NOT NULL,
    opened_at      BIGINT,
    closed_at      BIGINT,
    PRIMARY KEY (province, id),
    CONSTRAINT forum_belongs_to_an_assembly FOREIGN KEY (province, assembly_id) REFERENCES assembly (province, id),
    CONSTRAINT forum_phase_is_known CHECK (phase IN ('draft', 'open', 'closed', 'reported')),
    CONSTRAINT admission_is_known CHECK (admission IN ('open', 'by_code', 'by_invitation')),
    CONSTRAINT moderation_is_known CHECK (moderation IN ('before', 'after')),
    CONSTRAINT forum_by_code_has_a_code CHECK (admission <> 'by_code' OR join_code <> '')
) STRICT;

CREATE INDEX forum_by_assembly ON forum (province, assembly_id);

-- One row: what somebody says, for others to agree or disagree with. Its author is a participant's number, or nobody:
-- then it was there from the beginning.
CREATE TABLE forum_statement (
    province   TEXT NOT NULL,
    forum_id   BIGINT NOT NULL,
    number     BIGINT NOT NULL,
    text       TEXT NOT NULL,
    author     BIGINT,
    decision   TEXT NOT NULL,
    is_meta    BIGINT NOT NULL,
    reason     TEXT NOT NULL,
    written_at BIGINT NOT NULL,
    decided_at BIGINT,
    PRIMARY KEY (province, forum_id, number),
    CONSTRAINT statement_is_of_a_forum FOREIGN KEY (province, forum_id) REFERENCES forum (province, id),
    CONSTRAINT decision_is_known CHECK (decision IN ('undecided', 'accepted', 'rejected')),
    CONSTRAINT rejected_statement_has_a_reason CHECK (decision <> 'rejected' OR reason <> '')
) STRICT;

-- One row: a moderator decided on a statement. Later rows count.
CREATE TABLE statement_decision (
    province   TEXT NOT NULL,
    id         BIGINT NOT NULL,
    forum_id   BIGINT NOT NULL,
    statement  BIGINT NOT NULL,
    decision   TEXT NOT NULL,
    is_meta    BIGINT NOT NULL,
    reason     TEXT NOT NULL,
    decided_by BIGINT NOT NULL,
    decided_at BIGINT NOT NULL,
    PRIMARY KEY (province, id),
    CONSTRAINT decision_is_on_a_statement FOREIGN KEY (province, forum_id, statement)
        REFERENCES forum_statement (province, forum_id, number)
) STRICT;

CREATE INDEX statement_decision_by_statement ON statement_decision (province, forum_id, statement);
