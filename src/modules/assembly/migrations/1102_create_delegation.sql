-- One row of room: where a part of the assembly sits; the plenary is one too.
CREATE TABLE room (
    province         TEXT NOT NULL,
    id               BIGINT NOT NULL,
    assembly_id      BIGINT NOT NULL,
    name_th          TEXT NOT NULL,
    name_en          TEXT NOT NULL,
    is_plenary       BIGINT NOT NULL,
    chair_account_id BIGINT,
    PRIMARY KEY (province, id),
    CONSTRAINT room_is_of_an_assembly FOREIGN KEY (province, assembly_id)
        REFERENCES assembly (province, id)
) STRICT;

CREATE INDEX room_by_assembly ON room (province, assembly_id);

-- One row: an agency that has a seat, with its sector on the day it was invited: a quorum of the past does
-- not change when an agency is described anew (S1).
CREATE TABLE invited_agency (
    province    TEXT NOT NULL,
    assembly_id BIGINT NOT NULL,
    agency_id   BIGINT NOT NULL,
    sector      TEXT NOT NULL,
    invited_at  BIGINT NOT NULL,
    PRIMARY KEY (province, assembly_id, agency_id),
    CONSTRAINT seat_is_of_an_assembly FOREIGN KEY (province, assembly_id)
        REFERENCES assembly (province, id),
    CONSTRAINT seat_is_of_an_agency FOREIGN KEY (province, agency_id) REFERENCES agency (province, id),
    CONSTRAINT invited_sector_is_known
        CHECK (sector IN ('state', 'academia', 'civil_society', 'media'))
) STRICT;

CREATE INDEX invited_agency_by_agency ON invited_agency (province, agency_id);

-- One row: a person whom an agency sends. The link of the invitation is stored as a digest only; the badge
-- is what the door reads.
CREATE TABLE delegate (
    province          TEXT NOT NULL,
    id                BIGINT NOT NULL,
    assembly_id       BIGINT NOT NULL,
    agency_id         BIGINT NOT NULL,
    name              TEXT NOT NULL,
    is_alternate      BIGINT NOT NULL,
    invitation_digest BYTES NOT NULL,
    badge             TEXT NOT NULL,
    account_id        BIGINT,
    invited_at        BIGINT NOT NULL,
    accepted_at       BIGINT,
    PRIMARY KEY (province, id),
    CONSTRAINT delegate_is_of_an_invited_agency FOREIGN KEY (province, assembly_id, agency_id)
        REFERENCES invited_agency (province, assembly_id, agency_id),
    CONSTRAINT who_accepted_has_an_account CHECK ((account_id IS NULL) = (accepted_at IS NULL))
) STRICT;

CREATE INDEX delegate_by_agency ON delegate (province, assembly_id, agency_id);
CREATE UNIQUE INDEX delegate_by_invitation ON delegate (province, invitation_digest);
CREATE UNIQUE INDEX delegate_by_badge ON delegate (province, badge);

-- One row: a delegate's stay in a room, from the door in to the door out.
CREATE TABLE attendance (
    province    TEXT NOT NULL,
    id          BIGINT NOT NULL,
    assembly_id BIGINT NOT NULL,
    room_id     BIGINT NOT NULL,
    delegate_id BIGINT NOT NULL,
    agency_id   BIGINT NOT NULL,
    arrived_at  BIGINT NOT NULL,
    left_at     BIGINT,
    PRIMARY KEY (province, id),
    CONSTRAINT stay_is_in_a_room FOREIGN KEY (province, room_id) REFERENCES room (province, id),
    CONSTRAINT stay_is_of_a_delegate FOREIGN KEY (province, delegate_id)
        REFERENCES delegate (province, id),
    CONSTRAINT nobody_leaves_before_arriving CHECK (left_at IS NULL OR left_at >= arrived_at)
) STRICT;

CREATE INDEX attendance_by_room ON attendance (province, room_id, arrived_at);
CREATE INDEX attendance_by_delegate ON attendance (province, delegate_id);
