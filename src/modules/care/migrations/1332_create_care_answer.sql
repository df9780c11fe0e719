-- What was learnt of a child, what it needs, what is to be done by whom, and whether it lasts (S13). Words are
-- sealed; what the lead unit counts (causes, services, dates) is clear and names nobody.

-- One row is one assessment: the answers with the version of the form that they were given in. Only added.
CREATE TABLE care_answer (
    province     TEXT NOT NULL,
    case_id      BIGINT NOT NULL,
    answer_id    BIGINT NOT NULL,
    form         TEXT NOT NULL,
    form_version BIGINT NOT NULL,
    at           BIGINT NOT NULL,
    account_id   BIGINT NOT NULL,
    answers      BYTES NOT NULL, -- Sealed.
    PRIMARY KEY (province, case_id, answer_id),
    CONSTRAINT answer_belongs_to_case FOREIGN KEY (province, case_id) REFERENCES care_case (province, case_id)
) STRICT;

-- One row is one cause that a case's latest assessment names.
CREATE TABLE care_cause (
    province TEXT NOT NULL,
    case_id  BIGINT NOT NULL,
    cause    TEXT NOT NULL,
    PRIMARY KEY (province, case_id, cause),
    CONSTRAINT cause_belongs_to_case FOREIGN KEY (province, case_id) REFERENCES care_case (province, case_id)
) STRICT;

-- One row is one danger that somebody saw: open until somebody has answered it.
CREATE TABLE care_alert (
    province    TEXT NOT NULL,
    alert_id    BIGINT NOT NULL,
    case_id     BIGINT NOT NULL,
    raised_at   BIGINT NOT NULL,
    raised_by   BIGINT NOT NULL,
    is_open     BIGINT NOT NULL,
    answered_at BIGINT,
    answered_by BIGINT,
    signs       BYTES NOT NULL, -- Sealed.
    PRIMARY KEY (province, alert_id),
    CONSTRAINT alert_belongs_to_case FOREIGN KEY (province, case_id) REFERENCES care_case (province, case_id)
) STRICT;
CREATE INDEX care_alert_by_open ON care_alert (province, is_open, raised_at, alert_id);
CREATE INDEX care_alert_by_case ON care_alert (province, case_id, alert_id);

-- One row is one goal of a case's plan, in the child's words.
CREATE TABLE care_goal (
    province   TEXT NOT NULL,
    case_id    BIGINT NOT NULL,
    goal_id    BIGINT NOT NULL,
    service    TEXT NOT NULL,   -- Key of the picklist of services.
    agency_id  BIGINT NOT NULL, -- Who does it; 0: not yet known.
    by_date    TEXT NOT NULL,
    state      TEXT NOT NULL,
    changed_at BIGINT NOT NULL,
    words      BYTES NOT NULL,  -- Sealed.
    PRIMARY KEY (province, case_id, goal_id),
    CONSTRAINT goal_belongs_to_case FOREIGN KEY (province, case_id) REFERENCES care_case (province, case_id),
    CONSTRAINT goal_state_is_known CHECK (state IN ('open', 'under_way', 'done', 'unmet', 'dropped'))
) STRICT;
CREATE INDEX care_goal_by_service ON care_goal (province, state, service);

-- One row is one agency that wants to approve its cases' plans.
CREATE TABLE care_approval (
    province  TEXT NOT NULL,
    agency_id BIGINT NOT NULL,
    PRIMARY KEY (province, agency_id)
) STRICT;

-- One row is one time that a placed child is looked at again.
CREATE TABLE care_follow_up (
    province     TEXT NOT NULL,
    case_id      BIGINT NOT NULL,
    follow_up_id BIGINT NOT NULL,
    kind         TEXT NOT NULL,
    due_at       BIGINT NOT NULL,
    done_at      BIGINT,
    finding      TEXT NOT NULL, -- Key of the picklist; empty until it is done.
    PRIMARY KEY (province, case_id, follow_up_id),
    CONSTRAINT follow_up_belongs_to_case FOREIGN KEY (province, case_id)
        REFERENCES care_case (province, case_id),
    CONSTRAINT follow_up_kind_is_known CHECK (kind IN ('months3', 'months6', 'months12', 'planned'))
) STRICT;

-- One row is one assignment of many cases at once, so that it can be followed and undone.
CREATE TABLE care_assignment (
    province      TEXT NOT NULL,
    assignment_id BIGINT NOT NULL,
    job_id        BIGINT NOT NULL,
    state         TEXT NOT NULL,
    account_id    BIGINT NOT NULL,
    created_at    BIGINT NOT NULL,
    cases         BIGINT NOT NULL, -- So far.
    order_text    TEXT NOT NULL, -- JSON: from where, to whom.
    PRIMARY KEY (province, assignment_id),
    CONSTRAINT assignment_state_is_known CHECK (state IN ('running', 'done', 'undoing', 'undone', 'failed'))
) STRICT;

-- One row is one case of such an assignment, with what it was before.
CREATE TABLE care_assignment_case (
    province      TEXT NOT NULL,
    assignment_id BIGINT NOT NULL,
    case_id       BIGINT NOT NULL,
    was_opened    BIGINT NOT NULL,
    agency_before BIGINT NOT NULL,
    worker_before BIGINT NOT NULL,
    agency_after  BIGINT NOT NULL,
    worker_after  BIGINT NOT NULL,
    version_after BIGINT NOT NULL, -- What has another version now, somebody has worked on: it stays.
    PRIMARY KEY (province, assignment_id, case_id)
) STRICT;
