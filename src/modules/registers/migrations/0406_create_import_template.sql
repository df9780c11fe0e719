-- One row: how files of one layout from one agency are read, as an officer last confirmed it.
CREATE TABLE import_template (
    province      TEXT NOT NULL,
    agency_id     BIGINT NOT NULL,
    register_kind TEXT NOT NULL,
    layout        TEXT NOT NULL, -- The head words of the file (layout_of).
    mapping       TEXT NOT NULL, -- JSON: a list of {index, field}.
    filename      TEXT NOT NULL, -- Of the file it was confirmed with.
    saved_at      BIGINT NOT NULL,
    PRIMARY KEY (province, agency_id, register_kind, layout),
    CONSTRAINT template_is_of_an_agency FOREIGN KEY (province, agency_id)
        REFERENCES agency (province, id)
) STRICT;
