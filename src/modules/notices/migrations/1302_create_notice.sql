-- People must learn what waits for them without looking everywhere. One row of notice: one account is told one thing,
-- once. Nothing in it names a child.
CREATE TABLE notice (
    province   TEXT NOT NULL,
    id         BIGINT NOT NULL,
    account_id BIGINT NOT NULL,
    key        TEXT NOT NULL, -- The same thing is told one account once.
    text_key   TEXT NOT NULL,
    arguments  TEXT NOT NULL, -- JSON: name to {th, en}.
    path       TEXT NOT NULL, -- The page that it is about.
    urgency    TEXT NOT NULL,
    told_at    BIGINT NOT NULL,
    read_at    BIGINT,
    settled_at BIGINT,        -- Since when it is certain whether an e-mail tells it.
    CONSTRAINT notice_is_numbered PRIMARY KEY (province, id),
    CONSTRAINT notice_of_a_key_is_told_once UNIQUE (province, account_id, key),
    CONSTRAINT notice_is_for_an_account FOREIGN KEY (province, account_id) REFERENCES account (province, account_id),
    CONSTRAINT urgency_is_known CHECK (urgency IN ('alarm', 'soon', 'daily'))
) STRICT;

CREATE INDEX notice_by_account ON notice (province, account_id, id);
CREATE INDEX notice_unread ON notice (province, account_id) WHERE read_at IS NULL;
CREATE INDEX notice_to_settle ON notice (province, urgency, account_id) WHERE settled_at IS NULL;

-- One row: how an account wants to be told. Without a row nothing is mailed.
CREATE TABLE notice_choice (
    province   TEXT NOT NULL,
    account_id BIGINT NOT NULL,
    address    TEXT NOT NULL,
    mailing    TEXT NOT NULL,
    language   TEXT NOT NULL,
    CONSTRAINT choice_is_of_an_account PRIMARY KEY (province, account_id),
    CONSTRAINT choice_belongs_to_account FOREIGN KEY (province, account_id) REFERENCES account (province, account_id),
    CONSTRAINT mailing_is_known CHECK (mailing IN ('at_once', 'daily', 'never')),
    CONSTRAINT mailing_needs_an_address CHECK (mailing = 'never' OR address <> ''),
    CONSTRAINT language_is_known CHECK (language IN ('thai', 'english'))
) STRICT;
