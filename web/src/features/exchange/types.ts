import type { components } from '../../shared/api/schema';

type Schemas = components['schemas'];

export type Erasure = Schemas['Erasure'];
export type ErasureRequest = Schemas['ErasureRequest'];
export type LegalHold = Schemas['LegalHold'];
export type RetentionRule = Schemas['RetentionRule'];
