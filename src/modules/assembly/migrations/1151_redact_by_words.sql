-- A request names the words that are to go, wherever they stand (S5); emptied when it is answered. Older requests name
-- none: they are about all that the part of their entry says.
ALTER TABLE log_redaction ADD COLUMN words TEXT NOT NULL DEFAULT '';
