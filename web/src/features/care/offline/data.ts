import { answer, api } from '../../../shared/api/client';
import { Problem } from '../../../shared/api/problem';
import { csrfToken } from '../../../shared/api/session.svelte';
import { currentLanguage } from '../../../shared/i18n/language.svelte';
import type { PhoneServer } from './sync';
import type { CaseWritings, PhoneView } from './types';

/** Why a phone opens children's data. */
const purpose = { 'X-Purpose': 'care' };
const of = (token: string) => ({ ...purpose, 'X-Care-Phone': token });

export function registerPhone(name: string): Promise<{ id: number; token: string }> {
  return answer(api.POST('/api/v1/phones', { body: { name }, headers: purpose }));
}

export function serverOf(token: string): PhoneServer {
  const headers = of(token);
  return {
    send: async (edits) =>
      (await answer(api.POST('/api/v1/phone/edits', { body: { edits: [...edits] }, headers })))
        .taken,
    list: () => answer(api.POST('/api/v1/phone/list', { headers })),
    cases: async (ids) =>
      (await answer(api.POST('/api/v1/phone/cases', { body: { case_ids: [...ids] }, headers })))
        .cases,
    outlines: () =>
      answer(
        api.GET('/api/v1/phone/outlines', { headers, parseAs: 'json' }) as Promise<{
          data?: unknown;
        }>,
      ),
    provinces: async () => (await answer(api.GET('/api/v1/areas'))).provinces,
  };
}

/** The server keeps it once, however often it is sent. */
export async function sendPhoto(
  case_id: number,
  photo_id: string,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<void> {
  const about = new URLSearchParams({
    subject_kind: 'case',
    subject_id: String(case_id),
    filename: `${photo_id}.jpg`,
    client_key: photo_id,
  });
  const headers = {
    ...purpose,
    'Content-Type': 'application/octet-stream',
    'X-CSRF-Token': csrfToken(),
    'Accept-Language': currentLanguage(),
  };
  const request = fetch(`/api/v1/attachments?${about}`, { method: 'POST', headers, body: bytes });
  const response = await request.catch((thrown: unknown) => {
    throw Problem.of(thrown);
  });
  if (!response.ok)
    throw Problem.fromBody(response.status, await response.json().catch(() => undefined));
}

/** Asked without a session: a phone that was cut off has none. */
export async function isCutOffByServer(token: string): Promise<boolean> {
  return (await answer(api.GET('/api/v1/phone/standing', { headers: of(token) }))).is_cut_off;
}

export async function loadPhones(): Promise<PhoneView[]> {
  return (await answer(api.GET('/api/v1/phones', { headers: purpose }))).phones;
}

export function cutOffPhone(id: number): Promise<unknown> {
  return answer(
    api.POST('/api/v1/phones/{id}/cut-off', { params: { path: { id } }, headers: purpose }),
  );
}

export function loadWritings(id: number): Promise<CaseWritings> {
  return answer(api.GET('/api/v1/cases/{id}/writings', { params: { path: { id } } }));
}

export function settleField(
  id: number,
  body: { field: string; value: string; base: { device: number; counter: number }[] },
): Promise<unknown> {
  return answer(api.POST('/api/v1/cases/{id}/settle', { params: { path: { id } }, body }));
}
