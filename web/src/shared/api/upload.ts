import { currentLanguage } from '../i18n/language.svelte';
import { Problem } from './problem';
import { purpose } from './purpose.svelte';
import { csrfToken } from './session.svelte';
import type { UploadView } from './types';

/**
 * Sends a file as it lies on the disk. XMLHttpRequest because fetch tells nothing of how far an
 * upload has come.
 */
export function sendFile<Answer>(
  path: string,
  file: File,
  progress: (sent: number, total: number) => void,
  signal?: AbortSignal,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const separator = path.includes('?') ? '&' : '?';
    request.open('POST', `/api/v1${path}${separator}filename=${encodeURIComponent(file.name)}`);
    request.responseType = 'json';
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.setRequestHeader('X-CSRF-Token', csrfToken());
    request.setRequestHeader('Accept-Language', currentLanguage());
    if (purpose()) request.setRequestHeader('X-Purpose', purpose());
    request.upload.onprogress = (event) => progress(event.loaded, event.total || file.size);
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) resolve(request.response as Answer);
      else reject(Problem.fromBody(request.status, request.response));
    };
    request.onerror = () => reject(Problem.offline());
    request.onabort = () => reject(new DOMException('', 'AbortError'));
    signal?.addEventListener('abort', () => request.abort());
    request.send(file);
  });
}

export const uploadFile = (
  file: File,
  progress: (sent: number, total: number) => void,
  signal: AbortSignal,
) => sendFile<UploadView>('/uploads', file, progress, signal);
