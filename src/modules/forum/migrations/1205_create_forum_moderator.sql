-- One row: an account that moderates a forum beside the secretariat, which named it.
CREATE TABLE forum_moderator (
    province   TEXT NOT NULL,
    forum_id   BIGINT NOT NULL,
    account_id BIGINT NOT NULL,
    named_by   BIGINT NOT NULL,
    named_at   BIGINT NOT NULL,
    PRIMARY KEY (province, forum_id, account_id),
    CONSTRAINT moderator_is_of_a_forum FOREIGN KEY (province, forum_id) REFERENCES forum (province, id)
) STRICT;
