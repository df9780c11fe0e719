-- One row: the chair asked once whether all agree to one version of a draft.
CREATE TABLE consensus_test (
    province    TEXT NOT NULL,
    id          BIGINT NOT NULL,
    assembly_id BIGINT NOT NULL,
    room_id     BIGINT NOT NULL,
    draft_id    BIGINT NOT NULL,
    version     BIGINT NOT NULL,
    opened_by   BIGINT NOT NULL,
    opened_at   BIGINT NOT NULL,
    fallback_announced_at BIGINT,
    closed_at   BIGINT,
    outcome     TEXT NOT NULL,
    PRIMARY KEY (province, id),
    CONSTRAINT test_is_of_a_version FOREIGN KEY (province, draft_id, version)
        REFERENCES draft_version (province, draft_id, version),
    CONSTRAINT test_is_in_a_room FOREIGN KEY (province, room_id) REFERENCES room (province, id),
    CONSTRAINT consensus_outcome_is_known
        CHECK (outcome IN ('open', 'reached', 'blocked', 'fallback')),
    CONSTRAINT closed_test_has_an_outcome CHECK ((closed_at IS NULL) = (outcome = 'open'))
) STRICT;

CREATE INDEX consensus_test_by_draft ON consensus_test (province, draft_id, version);
CREATE INDEX consensus_test_by_room ON consensus_test (province, room_id);

-- One row: a position that an agency took; its last confirmed one counts, earlier ones stay.
CREATE TABLE consensus_position (
    province     TEXT NOT NULL,
    id           BIGINT NOT NULL,
    test_id      BIGINT NOT NULL,
    agency_id    BIGINT NOT NULL,
    stance       TEXT NOT NULL,
    reason       TEXT NOT NULL,
    wording      TEXT NOT NULL,
    is_minuted   BIGINT NOT NULL,
    is_paper     BIGINT NOT NULL,
    taken_by     BIGINT NOT NULL,
    taken_at     BIGINT NOT NULL,
    confirmed_by BIGINT,
    PRIMARY KEY (province, id),
    CONSTRAINT position_is_in_a_test FOREIGN KEY (province, test_id)
        REFERENCES consensus_test (province, id),
    CONSTRAINT position_is_of_an_agency FOREIGN KEY (province, agency_id)
        REFERENCES agency (province, id),
    CONSTRAINT stance_is_known
        CHECK (stance IN ('supports', 'has_reservation', 'stands_aside', 'objects')),
    CONSTRAINT paper_is_confirmed_by_another CHECK (confirmed_by IS NULL OR confirmed_by <> taken_by)
) STRICT;

CREATE INDEX consensus_position_by_test ON consensus_position (province, test_id, id);
CREATE INDEX consensus_position_by_agency ON consensus_position (province, agency_id);

-- One row: a resolution as it was adopted. Never changed; a later one may supersede it.
CREATE TABLE resolution (
    province      TEXT NOT NULL,
    id            BIGINT NOT NULL,
    assembly_id   BIGINT NOT NULL,
    number        BIGINT NOT NULL,
    draft_id      BIGINT NOT NULL,
    version       BIGINT NOT NULL,
    test_id       BIGINT NOT NULL,
    text          TEXT NOT NULL, -- As JSON.
    hash          TEXT NOT NULL,
    adopted_at    BIGINT NOT NULL,
    PRIMARY KEY (province, id),
    CONSTRAINT resolution_number_is_of_one UNIQUE (province, assembly_id, number),
    CONSTRAINT draft_is_adopted_once UNIQUE (province, draft_id),
    CONSTRAINT resolution_is_of_a_version FOREIGN KEY (province, draft_id, version)
        REFERENCES draft_version (province, draft_id, version),
    CONSTRAINT resolution_was_tested FOREIGN KEY (province, test_id)
        REFERENCES consensus_test (province, id)
) STRICT;

CREATE INDEX resolution_by_version ON resolution (province, draft_id, version);
CREATE INDEX resolution_by_test ON resolution (province, test_id);
