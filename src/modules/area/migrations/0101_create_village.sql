-- Villages come with imports: no national list of them is kept here. One row is one numbered village
-- (หมู่) of a subdistrict, with the name that the newest snapshot gave it.
CREATE TABLE village (
    province TEXT NOT NULL,
    subdistrict TEXT NOT NULL,
    village_no BIGINT NOT NULL,
    name TEXT NOT NULL,
    CONSTRAINT village_is_numbered CHECK (village_no BETWEEN 0 AND 99),
    CONSTRAINT village_lies_in_its_province CHECK (substr(subdistrict, 1, 2) = province),
    PRIMARY KEY (province, subdistrict, village_no)
) STRICT;
