import { describe, expect, it } from 'vitest';
import { verbOfDue } from './words';

describe('what is due', () => {
  it('is offered to who may do it, by its verb', () => {
    expect(verbOfDue({ due: 'assessment', verbs: ['mend', 'assess'] })).toBe('assess');
    expect(verbOfDue({ due: 'visit', verbs: ['find_out_of_school'] })).toBe('visit');
    expect(verbOfDue({ due: 'service', verbs: ['place', 'begin_service'] })).toBe('begin_service');
  });
  it('is not offered to who may not', () => {
    expect(verbOfDue({ due: 'approval', verbs: ['plan'] })).toBeUndefined();
    expect(verbOfDue({ due: 'nothing', verbs: ['reopen'] })).toBeUndefined();
  });
});
