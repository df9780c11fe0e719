-- From when anyone may read an assembly's document and log, and who decided it (S10). It is not taken back: what
-- was read once cannot be made unread, and the head of the chain is out.
ALTER TABLE assembly ADD COLUMN published_by BIGINT;
ALTER TABLE assembly ADD COLUMN published_at BIGINT;
