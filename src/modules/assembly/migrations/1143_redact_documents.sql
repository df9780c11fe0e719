-- A document that was printed keeps its hash when words are taken out of it, as they are taken out of the log: the
-- paper can still be verified, and says so of the words.
ALTER TABLE assembly_document ADD COLUMN redacted_at BIGINT;
