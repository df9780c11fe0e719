-- One row of screen_link: the chair let whoever has the link see the screen of a room, without signing in,
-- until it is closed. Stored as a digest only.
CREATE TABLE screen_link (
    province  TEXT NOT NULL,
    id        BIGINT NOT NULL,
    room_id   BIGINT NOT NULL,
    digest    BYTES NOT NULL,
    opened_by BIGINT NOT NULL,
    opened_at BIGINT NOT NULL,
    closed_at BIGINT,
    PRIMARY KEY (province, id),
    CONSTRAINT screen_link_is_of_a_room FOREIGN KEY (province, room_id) REFERENCES room (province, id)
) STRICT;

CREATE INDEX screen_link_by_room ON screen_link (province, room_id);
CREATE UNIQUE INDEX screen_link_by_digest ON screen_link (province, digest);
