-- A case entered by hand whose answer was lost is sent again: it is the same case then.
CREATE UNIQUE INDEX care_event_opened_once ON care_event (province, account_id, client_key)
    WHERE verb = 'open' AND client_key IS NOT NULL;
