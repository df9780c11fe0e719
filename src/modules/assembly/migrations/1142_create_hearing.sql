-- One row: a draft that anyone may read and comment on before the day (S5, S21), until the hearing is closed.
CREATE TABLE hearing (
    province    TEXT NOT NULL,
    draft_id    BIGINT NOT NULL,
    assembly_id BIGINT NOT NULL,
    opened_at   BIGINT NOT NULL,
    closed_at   BIGINT,
    PRIMARY KEY (province, draft_id),
    CONSTRAINT hearing_is_on_a_draft FOREIGN KEY (province, draft_id)
        REFERENCES draft_resolution (province, id)
) STRICT;

CREATE INDEX hearing_by_assembly ON hearing (province, assembly_id);

-- One row: what someone who need not be a member said on words of a draft in its hearing. Nobody else reads it
-- before the secretariat has; all that is kept of the person is the name or organisation that they chose. Each
-- new version of the draft moves it to where its words are then.
CREATE TABLE hearing_comment (
    province     TEXT NOT NULL,
    id           BIGINT NOT NULL,
    draft_id     BIGINT NOT NULL,
    paragraph_id BIGINT NOT NULL,
    first_byte   BIGINT NOT NULL,
    last_byte    BIGINT NOT NULL,
    is_gone      BIGINT NOT NULL,
    name         TEXT NOT NULL,
    text         TEXT NOT NULL,
    made_at      BIGINT NOT NULL,
    state        TEXT NOT NULL,
    decided_by   BIGINT,
    decided_at   BIGINT,
    answer       TEXT NOT NULL,
    answered_at  BIGINT,
    PRIMARY KEY (province, id),
    CONSTRAINT hearing_comment_is_on_a_hearing FOREIGN KEY (province, draft_id)
        REFERENCES hearing (province, draft_id),
    CONSTRAINT hearing_comment_is_on_words_in_order CHECK (last_byte >= first_byte),
    CONSTRAINT state_of_hearing_comment_is_known CHECK (state IN ('waiting', 'shown', 'kept_back')),
    CONSTRAINT decided_hearing_comment_says_by_whom CHECK ((state = 'waiting') = (decided_at IS NULL)),
    CONSTRAINT only_what_is_shown_is_answered CHECK (answered_at IS NULL OR state = 'shown')
) STRICT;

CREATE INDEX hearing_comment_by_draft ON hearing_comment (province, draft_id, id);
