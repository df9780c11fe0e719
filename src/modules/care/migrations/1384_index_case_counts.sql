-- The board counts all cases of a province; from this index alone, not from rows with what is sealed in them.
CREATE INDEX care_case_counts ON care_case (province, agency_id, state, outcome, subdistrict_code, due_at, due,
    is_urgent);
