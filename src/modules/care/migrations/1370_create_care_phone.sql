-- Cases on phones in villages without signal (S13): which phones there are, what each wrote, and what is known
-- of a child field by field, so that two who wrote without hearing of each other lose nothing.

-- One row is one browser on one device that holds its account's cases. Never used again once cut off.
CREATE TABLE care_phone (
    province      TEXT NOT NULL,
    phone_id      BIGINT NOT NULL,
    account_id    BIGINT NOT NULL,
    name          TEXT NOT NULL,  -- As its owner calls it.
    token_digest  BYTES NOT NULL,
    registered_at BIGINT NOT NULL,
    synced_at     BIGINT NOT NULL, -- When it last fetched or sent.
    cut_off_at    BIGINT NOT NULL, -- 0: it is not.
    PRIMARY KEY (province, phone_id),
    CONSTRAINT phone_has_one_token UNIQUE (province, token_digest)
) STRICT;
CREATE INDEX care_phone_by_account ON care_phone (province, account_id, phone_id);

-- One row is one thing that a phone wrote: a field or a visit. Only added; also what was refused, with why.
CREATE TABLE care_phone_edit (
    province    TEXT NOT NULL,
    phone_id    BIGINT NOT NULL,
    counter     BIGINT NOT NULL, -- The phone's own number: what is sent twice counts once.
    case_id     BIGINT NOT NULL,
    written_at  BIGINT NOT NULL, -- By the phone's clock.
    received_at BIGINT NOT NULL,
    refusal     TEXT NOT NULL,   -- The error's key; empty: it was taken.
    said        BYTES NOT NULL,  -- As it was sent: sealed.
    PRIMARY KEY (province, phone_id, counter),
    CONSTRAINT edit_is_of_a_phone FOREIGN KEY (province, phone_id) REFERENCES care_phone (province, phone_id)
) STRICT;
CREATE INDEX care_phone_edit_by_case ON care_phone_edit (province, case_id, refusal);

-- One row is what is known of one case's child field by field, with the writings that nobody replaced: sealed.
CREATE TABLE care_field_record (
    province TEXT NOT NULL,
    case_id  BIGINT NOT NULL,
    fields   BYTES NOT NULL,
    version  BIGINT NOT NULL, -- Grows by one a change.
    PRIMARY KEY (province, case_id),
    CONSTRAINT fields_are_of_a_case FOREIGN KEY (province, case_id) REFERENCES care_case (province, case_id)
) STRICT;
