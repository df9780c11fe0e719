import { hasRight, session } from '../../shared/api/session.svelte';
import type { Room } from './types';

/** Whether who is signed in may do what the chair of a room does: the chair, and the secretariat. */
export function mayChair(room: Room | undefined): boolean {
  const account = session()?.account?.id;
  return (
    hasRight('manage_assembly') ||
    (room !== undefined && account !== undefined && room.chair_account_id === account)
  );
}
