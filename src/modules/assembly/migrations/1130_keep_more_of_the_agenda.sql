-- Where a proposal comes from, if from a forum (S3): its name or address as it is told.
ALTER TABLE agenda_proposal ADD COLUMN forum TEXT NOT NULL DEFAULT '';
-- Who prepares an item (S4), as JSON: agencies with the person each sends.
ALTER TABLE agenda_item ADD COLUMN working_group TEXT NOT NULL DEFAULT '[]';
