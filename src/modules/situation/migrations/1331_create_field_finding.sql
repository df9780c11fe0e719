-- What a visit found out about a child whom the registers left in doubt (S13): the number must say it at once,
-- and the next number too.

-- One row is one person about whom a visit knows better than the registers, with the place on the list that the
-- person was taken from, so that it can be given back.
CREATE TABLE field_finding (
    province           TEXT NOT NULL,
    person_id          BIGINT NOT NULL,
    finding            TEXT NOT NULL,
    case_id            BIGINT NOT NULL, -- Of modules/care: its history says who found what, where and how.
    account_id         BIGINT NOT NULL,
    found_at           BIGINT NOT NULL,
    situation_id       BIGINT,          -- Whose list it was taken from; NULL: stood on none.
    age                BIGINT,
    sex                TEXT,
    subdistrict_code   TEXT,
    certainty          DOUBLE,
    reason             TEXT,
    snapshot_id        BIGINT,
    row_no             BIGINT,
    school_snapshot_id BIGINT,
    school_row_no      BIGINT,
    PRIMARY KEY (province, person_id),
    CONSTRAINT finding_is_known CHECK (finding IN ('in_school', 'moved', 'died'))
) STRICT;
