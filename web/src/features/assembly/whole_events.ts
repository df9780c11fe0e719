/** What happens all day in rooms and changes nothing of what the assembly's pages show. */
const of_rooms = new Set([
  'hand_raised', 'hand_lowered', 'floor_given', 'speech_ended', 'screen_changed',
  'checked_in', 'checked_out', 'sitting_ended', 'consensus_asked', 'position_taken', 'paper_position_entered',
  'paper_position_confirmed', 'fallback_announced', 'consensus_closed', 'draft_commented',
  'comment_resolved', 'hearing_comment_made', 'hearing_comment_shown', 'hearing_comment_kept_back',
  'hearing_comment_answered', 'hearing_opened', 'hearing_closed',
]); // prettier-ignore

const of_document = new Set([
  'draft_commented', 'comment_resolved', 'position_taken', 'consensus_closed',
  'paper_position_confirmed',
]); // prettier-ignore

/** Whether the one document must be asked for again. */
export function changesDocument(kind: string): boolean {
  return changesWhole(kind) || of_document.has(kind);
}

/** Whether the pages of an assembly must ask again; those of its rooms follow by themselves. */
export function changesWhole(kind: string): boolean {
  return !of_rooms.has(kind);
}
