-- Where a listed child was at school last, as far as an earlier register tells: the record of it, whose
-- names stay sealed there.
ALTER TABLE situation_child ADD COLUMN school_snapshot_id BIGINT;
ALTER TABLE situation_child ADD COLUMN school_row_no BIGINT;
