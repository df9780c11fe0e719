-- The children of one subdistrict by certainty: a list narrowed to some places takes the first of each.
CREATE INDEX situation_child_by_place_and_certainty
    ON situation_child (province, situation_id, subdistrict_code, certainty, age, person_id);
