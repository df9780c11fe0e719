-- Imports, link runs and exports outlive their request and a crash. One row is one piece of such work;
-- arguments, result and cursor are JSON of its kind and hold no personal data.
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
