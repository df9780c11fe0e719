-- How many are on a list, so that a page of it need not count a million rows: one row is the children of one
-- subdistrict, age and sex. Written and taken away with the children themselves.
CREATE TABLE situation_count (
    province         TEXT NOT NULL,
    situation_id     BIGINT NOT NULL,
    subdistrict_code TEXT NOT NULL,
    age              BIGINT NOT NULL,
    sex              TEXT NOT NULL,
    children         BIGINT NOT NULL,
    PRIMARY KEY (province, situation_id, subdistrict_code, age, sex),
    CONSTRAINT nobody_is_listed_less_than_never CHECK (children >= 0)
) STRICT, WITHOUT ROWID;

INSERT INTO situation_count (province, situation_id, subdistrict_code, age, sex, children)
    SELECT province, situation_id, subdistrict_code, age, sex, count(*) FROM situation_child
    GROUP BY province, situation_id, subdistrict_code, age, sex;

-- Pages by age and by certainty begin where the page before ended.
CREATE INDEX situation_child_by_age
    ON situation_child (province, situation_id, age, subdistrict_code, person_id);
CREATE INDEX situation_child_by_certainty
    ON situation_child (province, situation_id, certainty, subdistrict_code, age, person_id);
