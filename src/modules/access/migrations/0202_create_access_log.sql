-- Who looked at a child's data, when and why (S8). One row is one reading; rows are only added.
CREATE TABLE access_log (
    province TEXT NOT NULL,
    access_log_id BIGINT NOT NULL,
    at BIGINT NOT NULL,
    account_id BIGINT NOT NULL,
    access TEXT NOT NULL,
    purpose TEXT NOT NULL,
    person_id BIGINT NOT NULL, -- 0 for lists and searches.
    what TEXT NOT NULL,        -- Fields or numbers of rows, nothing personal.
    PRIMARY KEY (province, access_log_id),
    CONSTRAINT access_is_by_an_account FOREIGN KEY (province, account_id)
        REFERENCES account (province, account_id)
) STRICT;
CREATE INDEX access_log_by_person ON access_log (province, person_id, access_log_id);
