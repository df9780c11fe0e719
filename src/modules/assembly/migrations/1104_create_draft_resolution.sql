-- One row of draft_resolution: the draft of one agenda item; its text is in its versions (S5).
CREATE TABLE draft_resolution (
    province       TEXT NOT NULL,
    id             BIGINT NOT NULL,
    assembly_id    BIGINT NOT NULL,
    agenda_item_id BIGINT NOT NULL,
    version        BIGINT NOT NULL,
    PRIMARY KEY (province, id),
    CONSTRAINT item_has_one_draft UNIQUE (province, agenda_item_id),
    CONSTRAINT draft_is_of_an_agenda_item FOREIGN KEY (province, agenda_item_id)
        REFERENCES agenda_item (province, id)
) STRICT;

-- One row: a text that a draft had or has. Never changed.
CREATE TABLE draft_version (
    province  TEXT NOT NULL,
    draft_id  BIGINT NOT NULL,
    version   BIGINT NOT NULL,
    text      TEXT NOT NULL, -- As JSON.
    came_from TEXT NOT NULL,
    made_by   BIGINT NOT NULL,
    made_at   BIGINT NOT NULL,
    PRIMARY KEY (province, draft_id, version),
    CONSTRAINT version_is_of_a_draft FOREIGN KEY (province, draft_id)
        REFERENCES draft_resolution (province, id),
    CONSTRAINT origin_of_version_is_known CHECK (came_from IN ('written', 'consolidated'))
) STRICT;

-- One row: an agency's proposed change to one version of a draft, and what the room made of it.
CREATE TABLE amendment (
    province    TEXT NOT NULL,
    id          BIGINT NOT NULL,
    draft_id    BIGINT NOT NULL,
    version     BIGINT NOT NULL,
    agency_id   BIGINT NOT NULL,
    room_id     BIGINT NOT NULL,
    operation   TEXT NOT NULL, -- As JSON.
    reason      TEXT NOT NULL,
    state       TEXT NOT NULL,
    proposed_by BIGINT NOT NULL,
    proposed_at BIGINT NOT NULL,
    decision_reason TEXT NOT NULL,
    decided_by  BIGINT,
    decided_at  BIGINT,
    PRIMARY KEY (province, id),
    CONSTRAINT amendment_is_of_a_version FOREIGN KEY (province, draft_id, version)
        REFERENCES draft_version (province, draft_id, version),
    CONSTRAINT amendment_is_of_an_agency FOREIGN KEY (province, agency_id)
        REFERENCES agency (province, id),
    CONSTRAINT amendment_is_before_a_room FOREIGN KEY (province, room_id)
        REFERENCES room (province, id),
    CONSTRAINT amendment_state_is_known CHECK (state IN ('open', 'accepted', 'rejected', 'passed_up',
        'withdrawn', 'made')),
    CONSTRAINT decided_amendment_has_a_reason
        CHECK (state = 'open' OR (decision_reason <> '' AND decided_by IS NOT NULL AND decided_at IS NOT NULL))
) STRICT;

CREATE INDEX amendment_by_draft ON amendment (province, draft_id, version);
CREATE INDEX amendment_by_agency ON amendment (province, agency_id);
CREATE INDEX amendment_by_room ON amendment (province, room_id);
