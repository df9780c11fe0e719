-- One row: a partner agency of a province's assembly (S1). Agencies are never removed, because
-- agreements, resolutions and referrals go on naming them.
CREATE TABLE agency (
    province   TEXT NOT NULL,
    id         BIGINT NOT NULL,
    name_th    TEXT NOT NULL,
    name_en    TEXT NOT NULL,
    sector     TEXT NOT NULL,
    ministry   TEXT NOT NULL,
    kind       TEXT NOT NULL,
    mandate_th TEXT NOT NULL,
    mandate_en TEXT NOT NULL,
    area_code  TEXT NOT NULL,
    PRIMARY KEY (province, id),
    CONSTRAINT agency_has_a_name_of_its_own UNIQUE (province, name_th),
    CONSTRAINT sector_is_of_the_triangle_or_the_media
        CHECK (sector IN ('state', 'academia', 'civil_society', 'media'))
) STRICT;
