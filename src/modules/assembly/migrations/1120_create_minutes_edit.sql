-- One row of minutes_edit: what the secretariat wrote in the minutes of a room, in place of what an event
-- told or as an addition after it. Never changed: a later one takes its place, and both are kept (S5).
CREATE TABLE minutes_edit (
    province    TEXT NOT NULL,
    id          BIGINT NOT NULL,
    room_id     BIGINT NOT NULL,
    sequence    BIGINT NOT NULL, -- Of the event.
    addition_id BIGINT,          -- The first edit of an addition, which has its own.
    text_th     TEXT NOT NULL,
    text_en     TEXT NOT NULL,
    edited_by   BIGINT NOT NULL,
    edited_at   BIGINT NOT NULL,
    PRIMARY KEY (province, id),
    CONSTRAINT minutes_are_of_a_room FOREIGN KEY (province, room_id) REFERENCES room (province, id)
) STRICT;

CREATE INDEX minutes_edit_by_room ON minutes_edit (province, room_id, id);
