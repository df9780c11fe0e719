-- The lead unit coordinates: it meets, writes down what was agreed, and follows who does what (S7). One row: a meeting.
-- No child is named in it.
CREATE TABLE lead_unit_meeting (
    province    TEXT NOT NULL,
    id          BIGINT NOT NULL,
    title       TEXT NOT NULL,
    held_on     TEXT NOT NULL,
    present     TEXT NOT NULL,
    minutes     TEXT NOT NULL,
    recorded_by BIGINT NOT NULL,
    recorded_at BIGINT NOT NULL,
    PRIMARY KEY (province, id),
    CONSTRAINT meeting_is_recorded_by_an_account FOREIGN KEY (province, recorded_by)
        REFERENCES account (province, account_id)
) STRICT;
CREATE INDEX lead_unit_meeting_by_day ON lead_unit_meeting (province, held_on, id);

-- One row: what was agreed that somebody does.
CREATE TABLE lead_unit_task (
    province   TEXT NOT NULL,
    id         BIGINT NOT NULL,
    meeting_id BIGINT NOT NULL,
    words      TEXT NOT NULL,
    agency_id  BIGINT NOT NULL, -- Who does it; 0: the lead unit itself.
    due_on     TEXT NOT NULL,
    done_at    BIGINT,
    done_by    BIGINT,
    PRIMARY KEY (province, id),
    CONSTRAINT task_is_of_a_meeting FOREIGN KEY (province, meeting_id) REFERENCES lead_unit_meeting (province, id),
    CONSTRAINT done_task_is_done_by_somebody CHECK ((done_at IS NULL) = (done_by IS NULL))
) STRICT;
CREATE INDEX lead_unit_task_by_meeting ON lead_unit_task (province, meeting_id);
CREATE INDEX lead_unit_task_open ON lead_unit_task (province, due_on) WHERE done_at IS NULL;
