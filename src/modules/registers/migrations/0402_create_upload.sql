-- One row: a file that an officer sent. Its bytes lie sealed in a file of the uploads folder until
-- removed_at, some weeks after it was sent (upload_store.hpp); the row stays, for snapshots name it.
CREATE TABLE upload (
    province   TEXT NOT NULL,
    id         BIGINT NOT NULL,
    filename   TEXT NOT NULL,
    bytes      BIGINT NOT NULL,
    digest     BYTES NOT NULL, -- Keyed, of the whole file: to know the same file again.
    agency_id  BIGINT,         -- Whose officer sent it; null for the secretariat and commands.
    created_by BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    removed_at BIGINT,
    PRIMARY KEY (province, id)
) STRICT;
CREATE INDEX upload_by_age ON upload (province, created_at);
