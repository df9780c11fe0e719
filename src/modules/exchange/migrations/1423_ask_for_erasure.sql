-- Erasing cannot be undone, so two people do it: one asks, another does it or refuses (docs/adr/0042).

-- One row is that somebody of the lead unit asked for a case to be erased. It ends when it is done, refused or taken back.
CREATE TABLE erasure_request (
    province TEXT NOT NULL,
    id       BIGINT NOT NULL,
    case_id  BIGINT NOT NULL,
    reason   TEXT NOT NULL, -- In words that name nobody: "asked for by the family, letter of 3 May".
    asked_by BIGINT NOT NULL,
    asked_at BIGINT NOT NULL,
    ended_by BIGINT,        -- 0: the case was erased by rule meanwhile.
    ended_at BIGINT,
    PRIMARY KEY (province, id),
    CONSTRAINT ended_request_has_its_time CHECK ((ended_by IS NULL) = (ended_at IS NULL))
) STRICT;
CREATE UNIQUE INDEX erasure_request_standing ON erasure_request (province, case_id) WHERE ended_at IS NULL;

ALTER TABLE erasure ADD COLUMN done_by BIGINT NOT NULL DEFAULT 0; -- 0: by rule, or before two people were needed.
