import { answer, api } from '../../shared/api/client';
import type { WebhookForm } from './types';

const of = (id: number) => ({ params: { path: { id } } });

export const loadAgencies = () => answer(api.GET('/api/v1/agencies'));
export const loadWebhooks = () => answer(api.GET('/api/v1/webhooks'));
export const askWebhook = (form: WebhookForm) =>
  answer(api.POST('/api/v1/webhooks', { body: form }));
export const approveWebhook = (id: number) =>
  answer(api.POST('/api/v1/webhooks/{id}/approval', of(id)));
export const renewSecret = (id: number) => answer(api.POST('/api/v1/webhooks/{id}/secret', of(id)));
export const endWebhook = (id: number) => answer(api.DELETE('/api/v1/webhooks/{id}', of(id)));
export const sendTrial = (id: number) => answer(api.POST('/api/v1/webhooks/{id}/trial', of(id)));
export const loadMessages = (id: number) =>
  answer(api.GET('/api/v1/webhooks/{id}/messages', of(id)));
export const sendAgain = (id: number, message: number) =>
  answer(
    api.POST('/api/v1/webhooks/{id}/messages/{message}/again', {
      params: { path: { id, message: String(message) } },
    }),
  );
