-- Whoever refers a child must know who takes whom. One row: a service that an agency offers to children.
CREATE TABLE service (
    province    TEXT NOT NULL,
    id          BIGINT NOT NULL,
    agency_id   BIGINT NOT NULL,
    kind        TEXT NOT NULL,
    name_th     TEXT NOT NULL,
    name_en     TEXT NOT NULL,
    area_code   TEXT NOT NULL,
    capacity    BIGINT NOT NULL, -- 0: no limit is known.
    answer_days BIGINT NOT NULL,
    is_open     BIGINT NOT NULL,
    PRIMARY KEY (province, id),
    CONSTRAINT service_is_of_an_agency FOREIGN KEY (province, agency_id) REFERENCES agency (province, id)
) STRICT;
CREATE INDEX service_by_kind ON service (province, kind, is_open);
CREATE INDEX service_by_agency ON service (province, agency_id);
