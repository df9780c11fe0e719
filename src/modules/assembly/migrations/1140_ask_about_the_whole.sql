-- A test that was opened with others, by one question about the whole document (S5): they have its number in common.
ALTER TABLE consensus_test ADD COLUMN whole_id BIGINT;

CREATE INDEX consensus_test_by_whole ON consensus_test (province, whole_id);
