import type { components } from '../../shared/api/schema';

type Schemas = components['schemas'];

export type Webhook = Schemas['Webhook'];
export type WebhookForm = Schemas['WebhookForm'];
export type Message = Schemas['Message'];
export type ShownSecret = Schemas['ShownSecret'];
