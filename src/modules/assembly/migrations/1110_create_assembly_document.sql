-- One row: a document of an assembly as it was printed, kept so that the hash printed on it can be verified
-- (S5). The same text has the same hash, whenever and in whatever format it is printed again. Never changed.
CREATE TABLE assembly_document (
    province    TEXT NOT NULL,
    hash        TEXT NOT NULL,
    assembly_id BIGINT NOT NULL,
    state       TEXT NOT NULL,
    content     TEXT NOT NULL, -- As JSON.
    printed_at  BIGINT NOT NULL,
    PRIMARY KEY (province, hash),
    CONSTRAINT document_is_of_an_assembly FOREIGN KEY (province, assembly_id)
        REFERENCES assembly (province, id),
    CONSTRAINT state_of_document_is_known CHECK (state IN ('draft', 'adopted'))
) STRICT;

CREATE INDEX assembly_document_by_assembly ON assembly_document (province, assembly_id, printed_at);
