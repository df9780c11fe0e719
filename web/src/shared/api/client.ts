import createClient, { type Middleware } from 'openapi-fetch';
import { currentLanguage } from '../i18n/language.svelte';
import { lineAnswered, lineFailed } from '../offline/line.svelte';
import { Problem } from './problem';
import { purpose } from './purpose.svelte';
import type { paths } from './schema';
import { csrfToken, sessionEnded } from './session.svelte';

const client = createClient<paths>({ baseUrl: '/' });

const headers: Middleware = {
  onRequest({ request }) {
    request.headers.set('Accept-Language', currentLanguage());
    if (request.method !== 'GET') request.headers.set('X-CSRF-Token', csrfToken());
    if (purpose()) request.headers.set('X-Purpose', purpose());
    return request;
  },
  onError({ error }) {
    if (error instanceof TypeError) lineFailed();
  },
  async onResponse({ request, response }) {
    lineAnswered();
    if (response.ok) return;
    // A refused log-in is an answer; anything else refused as "who are you" means the session ended.
    if (response.status === 401 && !request.url.includes('/api/v1/session')) sessionEnded();
    const body: unknown = await response
      .clone()
      .json()
      .catch(() => undefined);
    throw Problem.fromBody(response.status, body);
  },
};
client.use(headers);

/** The data of an answer; every failure is thrown as a Problem. */
export async function answer<T>(request: Promise<{ data?: T }>): Promise<T> {
  try {
    return (await request).data as T;
  } catch (thrown) {
    throw Problem.of(thrown);
  }
}

export const api = client;
