-- The lead unit looks at all holds that stand, whatever their case.
CREATE INDEX legal_hold_standing ON legal_hold (province, id) WHERE lifted_at IS NULL;
