-- One row is a case that must not be erased while it stands: a court, an inquiry, a complaint (PDPA s.37).
CREATE TABLE legal_hold (
    province  TEXT NOT NULL,
    case_id   BIGINT NOT NULL,
    id        BIGINT NOT NULL,
    reason    TEXT NOT NULL, -- In words that name nobody: "court, file 12/2569".
    set_by    BIGINT NOT NULL,
    set_at    BIGINT NOT NULL,
    lifted_by BIGINT,
    lifted_at BIGINT,
    PRIMARY KEY (province, case_id, id),
    CONSTRAINT lifted_hold_has_its_time CHECK ((lifted_by IS NULL) = (lifted_at IS NULL))
) STRICT;

-- One row is how long a province keeps what names the child of a closed case, by how it ended; else the default stands.
CREATE TABLE retention_rule (
    province TEXT NOT NULL,
    outcome  TEXT NOT NULL,
    days     BIGINT NOT NULL,
    PRIMARY KEY (province, outcome),
    CONSTRAINT retention_is_some_time CHECK (days >= 30)
) STRICT;

-- One row proves that a case was erased: what named the child is gone from its rows and files, and the secrets that copies
-- of them were sealed with are overwritten. finished_at is set when the secrets are gone too.
CREATE TABLE erasure (
    province    TEXT NOT NULL,
    id          BIGINT NOT NULL,
    case_id     BIGINT NOT NULL,
    because     TEXT NOT NULL,
    asked_by    BIGINT NOT NULL, -- 0: by rule.
    begun_at    BIGINT NOT NULL,
    finished_at BIGINT,
    sealed      BYTES NOT NULL,  -- The values taken away, until their secrets are gone; then empty.
    proof       TEXT NOT NULL,   -- JSON: rows by table, files, secrets.
    PRIMARY KEY (province, id),
    CONSTRAINT erasure_has_a_cause CHECK (because IN ('retention', 'request'))
) STRICT;
CREATE INDEX erasure_of_case ON erasure (province, case_id);
