-- The board counts what waits at each agency; from this index alone, not from rows.
CREATE INDEX referral_board ON referral (province, to_agency_id, turn, state, due_at, sent_at);
