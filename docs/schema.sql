-- The whole schema, in the words of our migrations. Written by
--   SAMATCHA_WRITE_SCHEMA=1 build/dev/src/test_database -tc='docs/schema.sql*'
-- after a new migration; that test proves that both roads give the same database.

CREATE TABLE schema_migration ( number BIGINT PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL, applied_at BIGINT NOT NULL) STRICT;

CREATE TABLE job (
    province TEXT NOT NULL,
    id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    stage TEXT NOT NULL,
    done BIGINT NOT NULL,
    total BIGINT NOT NULL,
    arguments TEXT NOT NULL,
    resume_from TEXT,
    result TEXT,
    error TEXT,
    created_by BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    started_at BIGINT,
    finished_at BIGINT,
    is_cancel_requested BIGINT NOT NULL,
    attempt BIGINT NOT NULL,
    owner TEXT,
    heartbeat_at BIGINT,
    changed_at BIGINT NOT NULL,
    CONSTRAINT job_state_is_known CHECK (state IN ('queued', 'running', 'succeeded', 'failed', 'cancelled')),
    CONSTRAINT running_job_has_owner CHECK (state <> 'running' OR owner IS NOT NULL),
    CONSTRAINT ended_job_has_end CHECK ((state IN ('queued', 'running')) = (finished_at IS NULL)),
    CONSTRAINT failed_job_says_why CHECK ((state = 'failed') = (error IS NOT NULL)),
    PRIMARY KEY (province, id)
) STRICT;

CREATE INDEX unfinished_job ON job (province, id) WHERE state IN ('queued', 'running');

CREATE TABLE village (
    province TEXT NOT NULL,
    subdistrict TEXT NOT NULL,
    village_no BIGINT NOT NULL,
    name TEXT NOT NULL,
    CONSTRAINT village_is_numbered CHECK (village_no BETWEEN 0 AND 99),
    CONSTRAINT village_lies_in_its_province CHECK (substr(subdistrict, 1, 2) = province),
    PRIMARY KEY (province, subdistrict, village_no)
) STRICT;

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
