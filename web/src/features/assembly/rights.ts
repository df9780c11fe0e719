import { hasRight, session } from '../../shared/api/session.svelte';
import type { AgendaItem, Room } from './types';

/** Whether who is signed in may do what the chair of a room does: the chair, and the secretariat. */
export function mayChair(room: Room | undefined): boolean {
  const account = session()?.account?.id;
  return (
    hasRight('manage_assembly') ||
    (room !== undefined && account !== undefined && room.chair_account_id === account)
  );
}

/** Whether the draft of an item is theirs to write: an agency that leads or co-owns it, and the secretariat. */
export function mayWrite(item: AgendaItem, agency: number | undefined): boolean {
  return (
    hasRight('manage_assembly') ||
    (agency !== undefined && [item.lead_agency_id, ...item.co_owners].includes(agency))
  );
}
