import type { CaseChild } from './types';

export function blankChild(): CaseChild {
  return {
    given_name: '',
    surname: '',
    nickname: '',
    citizen_id: '',
    birth_date: '',
    guardian_name: '',
    phone: '',
    house_no: '',
    village_no: '',
    village_name: '',
    last_school: '',
  };
}
