import { describe, expect, it } from 'vitest';
import { authoredPieces } from './authored';

describe('the words of a paragraph', () => {
  it('are the drafters’ where nobody else wrote', () => {
    expect(authoredPieces({ text: 'ค้นหาเด็ก', authorship: [] })).toEqual([
      { text: 'ค้นหาเด็ก', amendment: undefined },
    ]);
  });

  it('are cut by bytes, never within a letter', () => {
    const authorship = [
      { bytes: 15, amendment: 0 },
      { bytes: 12, amendment: 7 },
    ];
    const pieces = authoredPieces({ text: 'ค้นหาเด็ก', authorship });
    expect(pieces).toEqual([
      { text: 'ค้นหา', amendment: undefined },
      { text: 'เด็ก', amendment: 7 },
    ]);
  });
});
