-- A child's data go to another agency only on a recorded basis, and what an agency was asked for is on somebody's list
-- until it has ended.

-- One row: why what of a child may go to which agency until when. Never changed; withdrawn.
CREATE TABLE legal_basis (
    province     TEXT NOT NULL,
    id           BIGINT NOT NULL,
    case_id      BIGINT NOT NULL,
    recipient_id BIGINT NOT NULL,
    kind         TEXT NOT NULL,
    purpose      TEXT NOT NULL,
    fields       TEXT NOT NULL, -- JSON list.
    given_by     TEXT NOT NULL,
    given_how    TEXT NOT NULL,
    giver_name   BYTES,         -- Sealed; NULL for what rests on the law.
    expires_at   BIGINT NOT NULL,
    recorded_at  BIGINT NOT NULL,
    recorded_by  BIGINT NOT NULL,
    withdrawn_at BIGINT,
    withdrawn_by BIGINT,
    PRIMARY KEY (province, id),
    CONSTRAINT basis_is_about_a_case FOREIGN KEY (province, case_id) REFERENCES care_case (province, case_id),
    CONSTRAINT basis_names_an_agency FOREIGN KEY (province, recipient_id) REFERENCES agency (province, id),
    CONSTRAINT basis_is_recorded_by_an_account FOREIGN KEY (province, recorded_by)
        REFERENCES account (province, account_id),
    CONSTRAINT consent_has_a_giver CHECK ((kind = 'consent') = (giver_name IS NOT NULL)),
    CONSTRAINT withdrawal_is_by_an_account CHECK ((withdrawn_at IS NULL) = (withdrawn_by IS NULL))
) STRICT;
CREATE INDEX legal_basis_by_case ON legal_basis (province, case_id);

-- One row: a child's need handed to an agency's inbox.
CREATE TABLE referral (
    province       TEXT NOT NULL,
    id             BIGINT NOT NULL,
    case_id        BIGINT NOT NULL,
    basis_id       BIGINT,
    from_agency_id BIGINT NOT NULL, -- 0: the lead unit.
    to_agency_id   BIGINT NOT NULL,
    sender_id      BIGINT NOT NULL,
    service_id     BIGINT,
    kind           TEXT NOT NULL,
    area_code      TEXT NOT NULL,
    is_urgent      BIGINT NOT NULL,
    state          TEXT NOT NULL,
    turn           TEXT NOT NULL,   -- Whose it is, by the state: the lists of both sides rest on it.
    drafted_at     BIGINT NOT NULL,
    sent_at        BIGINT,
    answered_at    BIGINT,
    since          BIGINT NOT NULL,
    due_at         BIGINT NOT NULL,
    reason         TEXT NOT NULL,
    outcome        TEXT NOT NULL,
    earlier_id     BIGINT,
    escalations    BIGINT NOT NULL,
    version        BIGINT NOT NULL,
    PRIMARY KEY (province, id),
    CONSTRAINT referral_is_about_a_case FOREIGN KEY (province, case_id) REFERENCES care_case (province, case_id),
    CONSTRAINT referral_names_an_agency FOREIGN KEY (province, to_agency_id) REFERENCES agency (province, id),
    CONSTRAINT referral_rests_on_a_basis FOREIGN KEY (province, basis_id) REFERENCES legal_basis (province, id),
    CONSTRAINT referral_is_for_a_service FOREIGN KEY (province, service_id) REFERENCES service (province, id),
    CONSTRAINT nothing_is_sent_without_a_basis CHECK (sent_at IS NULL OR basis_id IS NOT NULL),
    CONSTRAINT rejection_has_a_reason CHECK (state <> 'rejected' OR reason <> ''),
    CONSTRAINT what_is_done_has_an_outcome CHECK (state <> 'done' OR outcome <> ''),
    CONSTRAINT turn_is_known CHECK (turn IN ('sender', 'recipient', 'nobody'))
) STRICT;
CREATE INDEX referral_inbox ON referral (province, to_agency_id, turn, sent_at, id);
CREATE INDEX referral_outbox ON referral (province, from_agency_id, turn, since, id);
CREATE INDEX referral_by_sender ON referral (province, sender_id, turn, since, id);
CREATE INDEX referral_by_state ON referral (province, state, since, id);
CREATE INDEX referral_by_case ON referral (province, case_id);
CREATE INDEX referral_by_basis ON referral (province, basis_id);
CREATE INDEX referral_by_answer ON referral (province, answered_at);

-- One row: a step of a referral. What was said with it is sealed; only added.
CREATE TABLE referral_event (
    province    TEXT NOT NULL,
    referral_id BIGINT NOT NULL,
    id          BIGINT NOT NULL,
    at          BIGINT NOT NULL,
    account_id  BIGINT NOT NULL, -- 0: the program.
    agency_id   BIGINT NOT NULL, -- Whose account; 0: the lead unit, or the program.
    verb        TEXT NOT NULL,
    from_state  TEXT NOT NULL,
    to_state    TEXT NOT NULL,
    said        BYTES,
    PRIMARY KEY (province, referral_id, id),
    CONSTRAINT event_is_of_a_referral FOREIGN KEY (province, referral_id) REFERENCES referral (province, id)
) STRICT;
CREATE INDEX referral_event_by_verb ON referral_event (province, verb, at);
