-- One row of background_paper: a document that an agenda item rests on (S4). Its bytes are a sealed file
-- among the uploads; they go when it is taken back, the row stays.
CREATE TABLE background_paper (
    province   TEXT NOT NULL,
    id         BIGINT NOT NULL,
    item_id    BIGINT NOT NULL,
    filename   TEXT NOT NULL,
    byte_count BIGINT NOT NULL,
    sha256     TEXT NOT NULL, -- Hexadecimal, as the log tells it.
    added_by   BIGINT NOT NULL,
    added_at   BIGINT NOT NULL,
    removed_at BIGINT,
    PRIMARY KEY (province, id),
    CONSTRAINT paper_is_of_an_agenda_item FOREIGN KEY (province, item_id)
        REFERENCES agenda_item (province, id)
) STRICT;

CREATE INDEX background_paper_by_item ON background_paper (province, item_id);
