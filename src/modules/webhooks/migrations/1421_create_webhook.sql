-- An agency's own system is told what happens to its referrals. One row: where, and whether the secretariat approved it.
CREATE TABLE webhook (
    province    TEXT NOT NULL,
    id          BIGINT NOT NULL,
    agency_id   BIGINT NOT NULL,
    address     TEXT NOT NULL,
    state       TEXT NOT NULL,
    secret      BYTES NOT NULL, -- Sealed: what its messages are signed with.
    asked_by    BIGINT NOT NULL,
    asked_at    BIGINT NOT NULL,
    approved_by BIGINT,
    approved_at BIGINT,
    ended_at    BIGINT,
    CONSTRAINT webhook_is_numbered PRIMARY KEY (province, id),
    CONSTRAINT webhook_is_of_an_agency FOREIGN KEY (province, agency_id) REFERENCES agency (province, id),
    CONSTRAINT webhook_state_is_known CHECK (state IN ('asked', 'approved', 'ended')),
    CONSTRAINT approval_has_its_time CHECK ((approved_by IS NULL) = (approved_at IS NULL)),
    CONSTRAINT nothing_is_told_unapproved CHECK (state <> 'approved' OR approved_at IS NOT NULL),
    CONSTRAINT ended_webhook_has_its_time CHECK ((state = 'ended') = (ended_at IS NOT NULL))
) STRICT;
CREATE INDEX webhook_by_agency ON webhook (province, agency_id, state);

-- One row: one event for one webhook, written in the transaction of what it tells. It names a referral and no child.
CREATE TABLE webhook_message (
    province    TEXT NOT NULL,
    id          BIGINT NOT NULL,
    webhook_id  BIGINT NOT NULL,
    event       TEXT NOT NULL,
    subject     BIGINT NOT NULL, -- The referral; 0: a trial.
    state       TEXT NOT NULL,
    attempts    BIGINT NOT NULL,
    last_status BIGINT NOT NULL, -- What was answered; 0: nothing.
    happened_at BIGINT NOT NULL,
    try_at      BIGINT NOT NULL, -- Of one that is being sent: when it is taken for lost and sent again.
    ended_at    BIGINT,
    CONSTRAINT webhook_message_is_numbered PRIMARY KEY (province, id),
    CONSTRAINT message_is_for_a_webhook FOREIGN KEY (province, webhook_id) REFERENCES webhook (province, id),
    CONSTRAINT message_state_is_known CHECK (state IN ('queued', 'delivered', 'dead')),
    CONSTRAINT ended_message_has_its_time CHECK ((state = 'queued') = (ended_at IS NULL))
) STRICT;
CREATE INDEX webhook_message_to_send ON webhook_message (province, try_at, id) WHERE state = 'queued';
CREATE INDEX webhook_message_by_webhook ON webhook_message (province, webhook_id, id);
CREATE INDEX webhook_message_by_end ON webhook_message (province, ended_at);
