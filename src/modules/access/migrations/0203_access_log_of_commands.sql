-- Commands read children's records too: then the log names the account of the operating system.
CREATE TABLE access_log_next (
    province TEXT NOT NULL,
    access_log_id BIGINT NOT NULL,
    at BIGINT NOT NULL,
    account_id BIGINT,         -- NULL for a command.
    os_account TEXT NOT NULL,  -- Who ran the command; empty for a request.
    access TEXT NOT NULL,
    purpose TEXT NOT NULL,
    person_id BIGINT NOT NULL, -- 0 for lists and searches.
    what TEXT NOT NULL,        -- Fields or numbers of rows, nothing personal.
    CONSTRAINT access_is_numbered PRIMARY KEY (province, access_log_id),
    CONSTRAINT access_is_by_an_account FOREIGN KEY (province, account_id)
        REFERENCES account (province, account_id),
    CONSTRAINT access_is_by_somebody CHECK ((account_id IS NULL) = (os_account <> ''))
) STRICT;

INSERT INTO access_log_next (province, access_log_id, at, account_id, os_account, access, purpose, person_id,
                             what)
SELECT province, access_log_id, at, account_id, '', access, purpose, person_id, what FROM access_log;

DROP TABLE access_log;
ALTER TABLE access_log_next RENAME TO access_log;
CREATE INDEX access_log_by_person ON access_log (province, person_id, access_log_id);
