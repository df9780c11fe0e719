-- One row: a participant's vote on a statement, as sent. `number` is the device's own and rises, so that a vote that
-- is sent twice is there once, and of several on a statement the highest counts, in whatever order they came.
CREATE TABLE forum_vote (
    province    TEXT NOT NULL,
    forum_id    BIGINT NOT NULL,
    participant BIGINT NOT NULL,
    number      BIGINT NOT NULL,
    statement   BIGINT NOT NULL,
    vote        BIGINT NOT NULL,
    cast_at     BIGINT NOT NULL,
    PRIMARY KEY (province, forum_id, participant, number),
    CONSTRAINT vote_is_by_a_participant FOREIGN KEY (province, forum_id, participant)
        REFERENCES forum_participant (province, forum_id, number),
    CONSTRAINT vote_is_on_a_statement FOREIGN KEY (province, forum_id, statement)
        REFERENCES forum_statement (province, forum_id, number),
    CONSTRAINT vote_is_known CHECK (vote IN (-1, 0, 1))
) STRICT;
