-- One row of room_screen: what the chair of a room shows now, for the projector and every phone.
CREATE TABLE room_screen (
    province     TEXT NOT NULL,
    room_id      BIGINT NOT NULL,
    draft_id     BIGINT NOT NULL,
    paragraph_id BIGINT,
    amendment_id BIGINT,
    shown_at     BIGINT NOT NULL,
    PRIMARY KEY (province, room_id),
    CONSTRAINT screen_is_of_a_room FOREIGN KEY (province, room_id) REFERENCES room (province, id),
    CONSTRAINT screen_shows_a_draft FOREIGN KEY (province, draft_id)
        REFERENCES draft_resolution (province, id),
    CONSTRAINT screen_shows_an_amendment FOREIGN KEY (province, amendment_id)
        REFERENCES amendment (province, id)
) STRICT;

CREATE INDEX room_screen_by_draft ON room_screen (province, draft_id);
CREATE INDEX room_screen_by_amendment ON room_screen (province, amendment_id);

-- One row: a delegate's hand, from raising it to the end of the speech. Who lowers it never began.
CREATE TABLE raised_hand (
    province      TEXT NOT NULL,
    id            BIGINT NOT NULL,
    room_id       BIGINT NOT NULL,
    delegate_id   BIGINT NOT NULL,
    agency_id     BIGINT NOT NULL,
    kind          TEXT NOT NULL,
    raised_at     BIGINT NOT NULL,
    begun_at      BIGINT,
    limit_seconds BIGINT NOT NULL,
    ended_at      BIGINT,
    PRIMARY KEY (province, id),
    CONSTRAINT hand_is_in_a_room FOREIGN KEY (province, room_id) REFERENCES room (province, id),
    CONSTRAINT hand_is_of_a_delegate FOREIGN KEY (province, delegate_id)
        REFERENCES delegate (province, id),
    CONSTRAINT hand_kind_is_known CHECK (kind IN ('speech', 'point_of_order'))
) STRICT;

CREATE INDEX raised_hand_by_room ON raised_hand (province, room_id, id);
CREATE INDEX raised_hand_by_delegate ON raised_hand (province, delegate_id);
