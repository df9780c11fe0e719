-- An amendment that the room took into another one, which says what several wanted (S5): accepted, in
-- the words of that other one.
ALTER TABLE amendment ADD COLUMN merged_into BIGINT;
