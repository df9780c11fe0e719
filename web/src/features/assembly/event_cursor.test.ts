import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { EventCursor, type Source } from './event_cursor';

class Line implements Source {
  readyState = 0;
  closed = false;
  #hear = new Map<string, (event: MessageEvent<string>) => void>();

  constructor(readonly after: number) {}
  addEventListener(kind: string, hear: (event: MessageEvent<string>) => void) {
    this.#hear.set(kind, hear);
  }
  close() {
    this.closed = true;
    this.readyState = 2;
  }
  say(kind: string, data = '') {
    this.#hear.get(kind)!({ data } as MessageEvent<string>);
  }
  begin() {
    this.readyState = 1;
    this.say('open');
  }
  event(sequence: number) {
    this.say('assembly', JSON.stringify({ sequence, kind: 'told', at: 0, data: {} }));
  }
  breaks(readyState: number) {
    this.readyState = readyState;
    this.say('error');
  }
}

let lines: Line[] = [];
let taken: number[] = [];
let connected: boolean[] = [];
const line = () => lines.at(-1)!;
const follow = (after: number) =>
  new EventCursor(
    after,
    (from) => {
      lines.push(new Line(from));
      return line();
    },
    (event) => taken.push(event.sequence),
    (is_connected) => connected.push(is_connected),
  );

beforeEach(() => {
  vi.useFakeTimers();
  [lines, taken, connected] = [[], [], []];
});
afterEach(() => void vi.useRealTimers());

it('each event is taken once, and those the page has already are not', () => {
  follow(3);
  expect(line().after).toBe(3);
  line().begin();
  for (const number of [2, 3, 4, 4, 5, 5]) line().event(number);
  expect(taken).toEqual([4, 5]);
});

it('a line that breaks is left to the browser, which says what it has', () => {
  follow(0);
  line().begin();
  line().breaks(0);
  vi.advanceTimersByTime(60_000);
  expect(lines).toHaveLength(1);
  expect(connected).toEqual([true, false]);
});

it('where the browser gives up, the line is opened anew from the last event', () => {
  follow(0);
  line().begin();
  line().event(7);
  line().breaks(2);
  vi.advanceTimersByTime(1000);
  expect(lines.map((one) => one.after)).toEqual([0, 7]);
  line().breaks(2);
  vi.advanceTimersByTime(1999);
  expect(lines).toHaveLength(2);
  vi.advanceTimersByTime(1);
  expect(lines).toHaveLength(3);
});

it('a phone that wakes up opens a dead line at once, and lets a living one be', () => {
  const cursor = follow(0);
  line().begin();
  cursor.wake();
  expect(lines).toHaveLength(1);
  line().event(2);
  line().breaks(2);
  cursor.wake();
  expect(lines.map((one) => one.after)).toEqual([0, 2]);
  vi.advanceTimersByTime(60_000);
  expect(lines).toHaveLength(2);
});

it('an old line says nothing any more', () => {
  const cursor = follow(0);
  const old = line();
  old.breaks(0);
  cursor.wake();
  old.event(1);
  line().event(2);
  expect(taken).toEqual([2]);
});

it('what is stopped stays so', () => {
  const cursor = follow(0);
  line().breaks(2);
  cursor.stop();
  cursor.wake();
  vi.advanceTimersByTime(60_000);
  expect(lines).toHaveLength(1);
});
