-- A draft whose answer was lost is sent again: it is the same referral then.
ALTER TABLE referral ADD COLUMN client_key TEXT;
CREATE UNIQUE INDEX referral_drafted_once ON referral (province, case_id, sender_id, client_key)
    WHERE client_key IS NOT NULL;
