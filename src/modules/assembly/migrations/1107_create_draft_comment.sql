-- One row: a comment on words of a draft. Each new version of the draft moves it to where its words are
-- then, so that it is always about the latest.
CREATE TABLE draft_comment (
    province     TEXT NOT NULL,
    id           BIGINT NOT NULL,
    draft_id     BIGINT NOT NULL,
    paragraph_id BIGINT NOT NULL,
    first_byte   BIGINT NOT NULL,
    last_byte    BIGINT NOT NULL,
    is_gone      BIGINT NOT NULL,
    text         TEXT NOT NULL,
    agency_id    BIGINT,
    made_by      BIGINT NOT NULL,
    made_at      BIGINT NOT NULL,
    resolved_by  BIGINT,
    resolved_at  BIGINT,
    PRIMARY KEY (province, id),
    CONSTRAINT comment_is_on_a_draft FOREIGN KEY (province, draft_id)
        REFERENCES draft_resolution (province, id),
    CONSTRAINT comment_of_a_delegate_is_of_an_agency FOREIGN KEY (province, agency_id)
        REFERENCES agency (province, id),
    CONSTRAINT comment_is_on_words_in_order CHECK (last_byte >= first_byte)
) STRICT;

CREATE INDEX draft_comment_by_draft ON draft_comment (province, draft_id, id);
CREATE INDEX draft_comment_by_agency ON draft_comment (province, agency_id);
