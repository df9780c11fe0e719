-- A child who is to be found, met, helped and followed (S13). What names the child is sealed; what lists are
-- sorted and filtered by is clear, and nobody is known by it alone.

-- One row is one child's case, from candidate to closed; never removed by a verb.
CREATE TABLE care_case (
    province         TEXT NOT NULL,
    case_id          BIGINT NOT NULL,
    person_id        BIGINT,        -- NULL: entered by hand, known to no register.
    household_id     BIGINT,        -- A keyed digest of the house: children of one house have one.
    origin           TEXT NOT NULL,
    state            TEXT NOT NULL,
    outcome          TEXT NOT NULL, -- Of a closed one; else empty.
    subdistrict_code TEXT NOT NULL,
    agency_id        BIGINT NOT NULL, -- 0: nobody's yet.
    worker_id        BIGINT NOT NULL, -- The account it is given to; 0: nobody.
    birth_year       BIGINT NOT NULL, -- C.E.; 0: not known.
    sex              TEXT NOT NULL,
    certainty        DOUBLE NOT NULL, -- That the child is out of school, when the case was opened.
    is_urgent        BIGINT NOT NULL, -- A danger sign stands that nobody has answered.
    due              TEXT NOT NULL,   -- The next thing to do.
    due_at           BIGINT NOT NULL, -- By when; the far future for a closed one.
    child            BYTES NOT NULL,  -- Names, birth date, house, guardian, telephone: sealed.
    opened_at        BIGINT NOT NULL,
    changed_at       BIGINT NOT NULL,
    version          BIGINT NOT NULL, -- Grows by one a change.
    PRIMARY KEY (province, case_id),
    CONSTRAINT person_has_one_case UNIQUE (province, person_id),
    CONSTRAINT case_state_is_known CHECK (state IN ('candidate', 'contacted', 'verified', 'assessed',
        'plan_approved', 'in_service', 'placed', 'monitored', 'closed')),
    CONSTRAINT closed_case_has_outcome CHECK ((state = 'closed') = (outcome <> '')),
    CONSTRAINT outcome_is_known CHECK (outcome IN ('', 'livelihood', 'completed', 'moved', 'died',
        'false_positive', 'refused'))
) STRICT;
CREATE INDEX care_case_by_due ON care_case (province, due_at, case_id);
CREATE INDEX care_case_by_state ON care_case (province, state, due_at, case_id);
CREATE INDEX care_case_by_area ON care_case (province, subdistrict_code, due_at, case_id);
CREATE INDEX care_case_by_agency ON care_case (province, agency_id, due_at, case_id);
CREATE INDEX care_case_by_worker ON care_case (province, worker_id, due_at, case_id);
CREATE INDEX care_case_by_household ON care_case (province, household_id);

-- One row is one verb done on a case; only added. What was said with it is sealed.
CREATE TABLE care_event (
    province   TEXT NOT NULL,
    case_id    BIGINT NOT NULL,
    event_id   BIGINT NOT NULL,
    at         BIGINT NOT NULL, -- When it happened; a phone may tell of it days later.
    written_at BIGINT NOT NULL,
    account_id BIGINT NOT NULL, -- 0: the program itself, after a link run or when something came due.
    verb       TEXT NOT NULL,
    from_state TEXT NOT NULL,
    to_state   TEXT NOT NULL,
    said       BYTES,
    client_key TEXT,            -- Given by a phone, so that what is sent twice is written once.
    PRIMARY KEY (province, case_id, event_id),
    CONSTRAINT event_is_sent_once UNIQUE (province, case_id, client_key),
    CONSTRAINT event_belongs_to_case FOREIGN KEY (province, case_id) REFERENCES care_case (province, case_id)
) STRICT;

-- One row is one account that coordinates its agency's cases, or is told of danger signs at once.
CREATE TABLE care_duty (
    province   TEXT NOT NULL,
    account_id BIGINT NOT NULL,
    duty       TEXT NOT NULL,
    PRIMARY KEY (province, account_id, duty),
    CONSTRAINT duty_is_known CHECK (duty IN ('coordinator', 'duty_officer'))
) STRICT;

-- One row is one subdistrict where a worker or volunteer works: cases elsewhere are not given to them.
CREATE TABLE care_area (
    province         TEXT NOT NULL,
    account_id       BIGINT NOT NULL,
    subdistrict_code TEXT NOT NULL,
    PRIMARY KEY (province, account_id, subdistrict_code)
) STRICT;
CREATE INDEX care_area_by_place ON care_area (province, subdistrict_code, account_id);
