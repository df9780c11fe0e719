-- An e-mail goes out after the transaction that wanted it, and again when the server was away. One row: one e-mail.
-- It is handed_over just before its end is sent; from then on it may have arrived and is never sent again.
CREATE TABLE mail (
    province    TEXT NOT NULL,
    id          BIGINT NOT NULL,
    account_id  BIGINT NOT NULL,
    address     TEXT NOT NULL,
    subject     TEXT NOT NULL,
    body        TEXT NOT NULL,
    urgency     TEXT NOT NULL,
    state       TEXT NOT NULL,
    attempts    BIGINT NOT NULL,
    try_at      BIGINT NOT NULL, -- Of one that a process is sending: when it is taken for dead.
    owner       TEXT NOT NULL,   -- The process that is sending it; empty: none.
    written_at  BIGINT NOT NULL,
    ended_at    BIGINT,
    CONSTRAINT mail_is_numbered PRIMARY KEY (province, id),
    CONSTRAINT mail_is_for_an_account FOREIGN KEY (province, account_id) REFERENCES account (province, account_id),
    CONSTRAINT mail_urgency_is_known CHECK (urgency IN ('alarm', 'soon', 'daily')),
    CONSTRAINT mail_state_is_known CHECK (state IN ('queued', 'handed_over', 'sent', 'given_up'))
) STRICT;

CREATE INDEX mail_to_send ON mail (province, try_at) WHERE state = 'queued';
