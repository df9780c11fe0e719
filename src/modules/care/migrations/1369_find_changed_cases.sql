-- The search asks each second which cases have changed (docs/adr/0033).
CREATE INDEX care_case_by_change ON care_case (province, changed_at);
