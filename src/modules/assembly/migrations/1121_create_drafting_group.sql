-- One row of drafting_group: agencies that look for words which an objecting agency can stand behind; when
-- they are awaited, and what they came back with (S5).
CREATE TABLE drafting_group (
    province     TEXT NOT NULL,
    id           BIGINT NOT NULL,
    test_id      BIGINT NOT NULL,
    draft_id     BIGINT NOT NULL,
    agency_id    BIGINT NOT NULL, -- Whose objection it is.
    members      TEXT NOT NULL,   -- As JSON: ids of agencies.
    formed_by    BIGINT NOT NULL,
    formed_at    BIGINT NOT NULL,
    returns_at   BIGINT NOT NULL,
    returned_at  BIGINT,
    wording      TEXT NOT NULL,
    amendment_id BIGINT,
    PRIMARY KEY (province, id),
    CONSTRAINT group_is_of_a_test FOREIGN KEY (province, test_id)
        REFERENCES consensus_test (province, id),
    CONSTRAINT group_is_about_a_draft FOREIGN KEY (province, draft_id)
        REFERENCES draft_resolution (province, id),
    CONSTRAINT group_is_for_an_agency FOREIGN KEY (province, agency_id)
        REFERENCES agency (province, id),
    CONSTRAINT wording_is_taken_up_as_an_amendment FOREIGN KEY (province, amendment_id)
        REFERENCES amendment (province, id),
    CONSTRAINT who_returned_has_words CHECK (returned_at IS NULL OR wording <> '')
) STRICT;

CREATE INDEX drafting_group_by_draft ON drafting_group (province, draft_id, id);
CREATE INDEX drafting_group_by_test ON drafting_group (province, test_id);
CREATE INDEX drafting_group_by_agency ON drafting_group (province, agency_id);
CREATE INDEX drafting_group_by_amendment ON drafting_group (province, amendment_id);
