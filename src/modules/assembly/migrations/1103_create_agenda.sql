-- One row: what an agency asks to have on the agenda, and the answer that it is owed (S4).
CREATE TABLE agenda_proposal (
    province    TEXT NOT NULL,
    id          BIGINT NOT NULL,
    assembly_id BIGINT NOT NULL,
    agency_id   BIGINT NOT NULL,
    title_th    TEXT NOT NULL,
    title_en    TEXT NOT NULL,
    reason      TEXT NOT NULL,
    proposed_by BIGINT NOT NULL,
    proposed_at BIGINT NOT NULL,
    state       TEXT NOT NULL,
    criteria    TEXT NOT NULL, -- As JSON.
    answer      TEXT NOT NULL,
    answered_by BIGINT,
    answered_at BIGINT,
    PRIMARY KEY (province, id),
    CONSTRAINT proposal_is_of_an_invited_agency FOREIGN KEY (province, assembly_id, agency_id)
        REFERENCES invited_agency (province, assembly_id, agency_id),
    CONSTRAINT proposal_state_is_known CHECK (state IN ('open', 'selected', 'declined')),
    CONSTRAINT answered_proposal_has_an_answer
        CHECK (state = 'open' OR (answer <> '' AND answered_by IS NOT NULL AND answered_at IS NOT NULL))
) STRICT;

CREATE INDEX agenda_proposal_by_agency ON agenda_proposal (province, assembly_id, agency_id);

-- One row: an item of the agenda, with the agency that leads it and the room that it is taken in.
CREATE TABLE agenda_item (
    province       TEXT NOT NULL,
    id             BIGINT NOT NULL,
    assembly_id    BIGINT NOT NULL,
    number         BIGINT NOT NULL,
    title_th       TEXT NOT NULL,
    title_en       TEXT NOT NULL,
    room_id        BIGINT NOT NULL,
    lead_agency_id BIGINT NOT NULL,
    co_owners      TEXT NOT NULL, -- As JSON: ids of agencies.
    evidence       TEXT NOT NULL, -- As JSON.
    PRIMARY KEY (province, id),
    CONSTRAINT number_is_of_one_item UNIQUE (province, assembly_id, number),
    CONSTRAINT item_is_taken_in_a_room FOREIGN KEY (province, room_id) REFERENCES room (province, id),
    CONSTRAINT item_is_led_by_an_invited_agency FOREIGN KEY (province, assembly_id, lead_agency_id)
        REFERENCES invited_agency (province, assembly_id, agency_id)
) STRICT;

CREATE INDEX agenda_item_by_room ON agenda_item (province, room_id);
CREATE INDEX agenda_item_by_lead ON agenda_item (province, assembly_id, lead_agency_id);
