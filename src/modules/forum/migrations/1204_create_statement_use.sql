-- One row: a statement was taken up, as a proposal for the agenda or as a paragraph of a draft. With it the votes as
-- they stood, which the proposal or paragraph shows for ever.
CREATE TABLE statement_use (
    province     TEXT NOT NULL,
    id           BIGINT NOT NULL,
    forum_id     BIGINT NOT NULL,
    statement    BIGINT NOT NULL,
    assembly_id  BIGINT NOT NULL,
    proposal_id  BIGINT,
    draft_id     BIGINT,
    paragraph_id BIGINT,
    agree        BIGINT NOT NULL,
    disagree     BIGINT NOT NULL,
    pass         BIGINT NOT NULL,
    by_all       BIGINT NOT NULL, -- Every opinion group surely agreed.
    made_by      BIGINT NOT NULL,
    made_at      BIGINT NOT NULL,
    PRIMARY KEY (province, id),
    CONSTRAINT use_is_of_a_statement FOREIGN KEY (province, forum_id, statement)
        REFERENCES forum_statement (province, forum_id, number),
    CONSTRAINT use_is_in_an_assembly FOREIGN KEY (province, assembly_id) REFERENCES assembly (province, id),
    CONSTRAINT use_is_in_a_proposal FOREIGN KEY (province, proposal_id) REFERENCES agenda_proposal (province, id),
    CONSTRAINT use_is_in_a_draft FOREIGN KEY (province, draft_id) REFERENCES draft_resolution (province, id),
    CONSTRAINT use_is_a_proposal_or_a_paragraph
        CHECK ((proposal_id IS NULL) <> (draft_id IS NULL) AND (draft_id IS NULL) = (paragraph_id IS NULL))
) STRICT;

CREATE INDEX statement_use_by_statement ON statement_use (province, forum_id, statement);
CREATE INDEX statement_use_by_assembly ON statement_use (province, assembly_id);
CREATE INDEX statement_use_by_proposal ON statement_use (province, proposal_id);
CREATE INDEX statement_use_by_draft ON statement_use (province, draft_id);
