-- One row: a data-sharing agreement of one agency for one register (S8). Never changed: it is ended and
-- another is made, so that every snapshot goes on naming what it was taken under.
CREATE TABLE agreement (
    province      TEXT NOT NULL,
    id            BIGINT NOT NULL,
    agency_id     BIGINT NOT NULL,
    register_kind TEXT NOT NULL,
    name          TEXT NOT NULL,
    purpose       TEXT NOT NULL,
    legal_basis   TEXT NOT NULL,
    fields        TEXT NOT NULL, -- Words separated by commas.
    valid_from    TEXT NOT NULL,
    valid_until   TEXT NOT NULL,
    ended_on      TEXT NOT NULL, -- Empty unless somebody ended it before its time.
    created_by    BIGINT NOT NULL,
    created_at    BIGINT NOT NULL,
    PRIMARY KEY (province, id),
    CONSTRAINT agreement_is_with_an_agency FOREIGN KEY (province, agency_id)
        REFERENCES agency (province, id),
    CONSTRAINT agreement_register_is_known
        CHECK (register_kind IN ('civil', 'school', 'health', 'welfare')),
    CONSTRAINT agreement_ends_after_it_begins CHECK (valid_until >= valid_from)
) STRICT;
CREATE INDEX agreement_of_agency ON agreement (province, agency_id, register_kind);
