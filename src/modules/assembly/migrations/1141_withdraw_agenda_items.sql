-- Where an item comes from (S4), if from a proposal of an agency; and that it was taken off the agenda again, with
-- the reason. A withdrawn item keeps its number and its draft, which nobody can change or adopt any more.
ALTER TABLE agenda_item ADD COLUMN proposal_id BIGINT;
ALTER TABLE agenda_item ADD COLUMN withdrawn_at BIGINT;
ALTER TABLE agenda_item ADD COLUMN withdrawal_reason TEXT NOT NULL DEFAULT '';
