import type { Amendment, Room } from './types';

/** The paragraph that an amendment could be united with others on; of those that move or cut it, none. */
export function subjectOf({ operation }: Amendment): number | undefined {
  switch (operation.kind) {
    case 'replace':
    case 'delete':
      return operation.paragraph ?? undefined;
    case 'insert':
      return operation.after ?? undefined;
    default:
      return undefined;
  }
}

/** Those on a paragraph that who chairs these rooms may unite: they wait, and are before one room. */
export function mergeable(
  amendments: readonly Amendment[],
  paragraph: number,
  rooms: readonly Room[],
  mayChair: (room: Room | undefined) => boolean,
): Amendment[] {
  const waiting = amendments.filter((one) => {
    const room = rooms.find((each) => each.id === one.room_id);
    const is_undecided = one.state === 'open' || (one.state === 'passed_up' && room?.is_plenary);
    return subjectOf(one) === paragraph && is_undecided && mayChair(room);
  });
  return waiting.filter((one) => one.room_id === waiting[0]!.room_id);
}

/** The words that uniting begins with, whole: new words of the paragraph before words to stand after it. */
export function firstWords(amendments: readonly Amendment[]): string | undefined {
  const of = (kind: string) => amendments.find(({ operation }) => operation.kind === kind);
  return (of('replace') ?? of('insert'))?.operation.text ?? undefined;
}
