/** Words as people read them, and what changed between two texts, by word. Thai has no spaces between. */

const segmenter = new Intl.Segmenter('th', { granularity: 'word' });
const leading_vowel = /[\u0e40-\u0e44]$/;
const mark = /^[\p{M}\u0e30\u0e32\u0e33\u0e45\u200d]/u;

/** The words of a text in order, spaces and punctuation among them; joined they are the text.
 * Never cut between a leading vowel and its consonant, nor before a mark that stands on what goes before. */
export function words(text: string): string[] {
  const found: string[] = [];
  for (const { segment } of segmenter.segment(text)) {
    const last = found.at(-1);
    if (last !== undefined && (leading_vowel.test(last) || mark.test(segment)))
      found[found.length - 1] = last + segment;
    else found.push(segment);
  }
  return found;
}

/** The last place at or before `at` where a text may be cut: between two words. */
export function cutBefore(text: string, at: number): number {
  let end = 0;
  for (const word of words(text)) {
    if (end + word.length > at) break;
    end += word.length;
  }
  return end;
}

/** What is marked between two places, whole words, and which of several such it is; nothing: undefined. */
export function quoteAt(
  text: string,
  from: number,
  to: number,
): { quote: string; occurrence: number } | undefined {
  const begin = cutBefore(text, from);
  let end = cutBefore(text, to);
  if (end < to) end += words(text.slice(end))[0]!.length;
  const quote = text.slice(begin, end);
  if (!quote.trim() || from === to) return undefined;
  let occurrence = 0;
  for (let at = text.indexOf(quote); at >= 0 && at < begin; at = text.indexOf(quote, at + 1))
    ++occurrence;
  return { quote, occurrence };
}

export interface Piece {
  kind: 'kept' | 'added' | 'removed';
  text: string;
}

/** Whether both have it, by the longest sequence of words that both have. */
function commonWords(before: string[], after: string[]): [number, number][] {
  const rows = before.length;
  const columns = after.length;
  const length = Array.from({ length: rows + 1 }, () => new Uint16Array(columns + 1));
  for (let i = rows - 1; i >= 0; --i)
    for (let j = columns - 1; j >= 0; --j)
      length[i]![j] =
        before[i] === after[j]
          ? length[i + 1]![j + 1]! + 1
          : Math.max(length[i + 1]![j]!, length[i]![j + 1]!);
  const pairs: [number, number][] = [];
  for (let i = 0, j = 0; i < rows && j < columns;) {
    if (before[i] === after[j]) pairs.push([i++, j++]);
    else if (length[i + 1]![j]! >= length[i]![j + 1]!) ++i;
    else ++j;
  }
  return pairs;
}

interface Change {
  begin: number;
  end: number;
  text: string;
}

/** Stretches of `before` that give way to other words, in order; two with only a space between are one. */
function changes(before: string, after: string): Change[] {
  const old_words = words(before);
  const new_words = words(after);
  let head = 0;
  while (head < old_words.length && head < new_words.length && old_words[head] === new_words[head])
    ++head;
  let tail = 0;
  while (
    tail < old_words.length - head &&
    tail < new_words.length - head &&
    old_words.at(-1 - tail) === new_words.at(-1 - tail)
  )
    ++tail;
  const olds = old_words.slice(head, old_words.length - tail);
  const news = new_words.slice(head, new_words.length - tail);

  const found: Change[] = [];
  let at = old_words.slice(0, head).join('').length;
  let [i, j] = [0, 0];
  for (const [next_old, next_new] of [
    ...commonWords(olds, news),
    [olds.length, news.length] as const,
  ]) {
    const end = at + olds.slice(i, next_old).join('').length;
    const text = news.slice(j, next_new).join('');
    const last = found.at(-1);
    const between = last ? before.slice(last.end, at) : '';
    if (end > at || text) {
      if (last && between.trim() === '') {
        last.text += between + text;
        last.end = end;
      } else found.push({ begin: at, end, text });
    }
    at = end + (olds[next_old]?.length ?? 0);
    [i, j] = [next_old + 1, next_new + 1];
  }
  return found;
}

/** What was taken out and put in, in reading order: what goes stands before what comes in its place. */
export function textDiff(before: string, after: string): Piece[] {
  const pieces: Piece[] = [];
  const add = (kind: Piece['kind'], text: string) => {
    if (text) pieces.push({ kind, text });
  };
  let at = 0;
  for (const change of changes(before, after)) {
    add('kept', before.slice(at, change.begin));
    add('removed', before.slice(change.begin, change.end));
    add('added', change.text);
    at = change.end;
  }
  add('kept', before.slice(at));
  return pieces;
}

/**
 * My changes of `base`, made to what another made of it meanwhile. Where both changed the same words,
 * theirs and mine both stand there, mine after theirs: nothing that anyone wrote is lost.
 */
export function rebased(base: string, mine: string, theirs: string): string {
  if (mine === base || mine === theirs) return theirs;
  if (theirs === base) return mine;
  const their_changes = changes(base, theirs);
  const my_changes = changes(base, mine);
  let out = '';
  let at = 0;
  while (their_changes.length || my_changes.length) {
    const first = [their_changes[0], my_changes[0]]
      .filter((one) => one !== undefined)
      .toSorted((a, b) => a.begin - b.begin)[0]!;
    let end = first.end;
    let [theirs_here, mine_here] = ['', ''];
    const touches = (one: Change | undefined): one is Change =>
      one !== undefined && (one.begin < end || one.begin === first.begin);
    while (touches(their_changes[0]) || touches(my_changes[0])) {
      const is_theirs = touches(their_changes[0]);
      const one = (is_theirs ? their_changes : my_changes).shift()!;
      if (is_theirs) theirs_here += one.text;
      else mine_here += one.text;
      end = Math.max(end, one.end);
    }
    out += base.slice(at, first.begin) + theirs_here;
    if (mine_here !== theirs_here) out += mine_here;
    at = end;
  }
  return out + base.slice(at);
}
