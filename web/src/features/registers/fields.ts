/** The fields a register may hold, in the order of the server's list, grouped as people think of them. */
export const field_groups = [
  ['identity', ['record_id', 'citizen_id', 'title', 'given_name', 'surname', 'full_name', 'sex', 'birth_date', 'nationality', 'status']],
  ['address', ['house_no', 'village_no', 'village_name', 'subdistrict_code', 'subdistrict_name', 'district_name', 'province_name', 'postcode', 'phone']],
  ['family', ['father_name', 'mother_name', 'guardian_name', 'household_id']],
  ['school', ['grade', 'school_code', 'school_name', 'school_type']],
  ['need', ['disadvantage_codes', 'problem_codes', 'discharge_code', 'updated_on']],
] as const; // prettier-ignore

const everyone = [
  'record_id', 'citizen_id', 'title', 'given_name', 'surname', 'full_name', 'sex', 'birth_date',
  'house_no', 'village_no', 'village_name', 'subdistrict_code', 'subdistrict_name', 'district_name',
  'province_name', 'postcode', 'father_name', 'mother_name', 'updated_on',
]; // prettier-ignore

/** What linking and the number need of each register: where a new agreement begins. */
export const usual_fields: Record<string, readonly string[]> = {
  civil: [...everyone, 'nationality', 'status'],
  school: [
    ...everyone,
    'guardian_name',
    'grade',
    'school_code',
    'school_name',
    'school_type',
    'disadvantage_codes',
    'status',
  ],
  health: [...everyone, 'nationality', 'discharge_code'],
  welfare: [...everyone, 'guardian_name', 'problem_codes', 'household_id', 'status'],
};
