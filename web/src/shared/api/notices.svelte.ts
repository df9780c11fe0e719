import { answer, api } from './client';
import type { NoticesView } from './types';

let unread = $state(0);

/** How many the account was told and has not read; the header shows it. */
export function unreadNotices(): number {
  return unread;
}

export async function loadNotices(before?: number): Promise<NoticesView> {
  const view = await answer(api.GET('/api/v1/notices', { params: { query: { before } } }));
  unread = view.unread;
  return view;
}

/** Of one notice, or of all. */
export async function readNotices(id?: number): Promise<void> {
  await answer(api.POST('/api/v1/notices/read', { body: { id } }));
  await loadNotices();
}
