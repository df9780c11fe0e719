import { answer, api } from '../../shared/api/client';
import { hasRight } from '../../shared/api/session.svelte';
import type { AgencyView, AgreementView, SnapshotView } from '../../shared/api/types';
import { named } from '../../shared/i18n/language.svelte';

export async function loadAgencies(): Promise<AgencyView[]> {
  return hasRight('read_agencies') ? await answer(api.GET('/api/v1/agencies')) : [];
}

export function agencyName(agencies: readonly AgencyView[], id: number): string {
  const found = agencies.find((agency) => agency.id === id);
  return found ? named(found) : '–';
}

export async function loadAgreements(): Promise<{
  agreements: AgreementView[];
  agencies: AgencyView[];
}> {
  const [agreements, agencies] = await Promise.all([
    answer(api.GET('/api/v1/agreements')),
    loadAgencies(),
  ]);
  return { agreements, agencies };
}

/** Newest first. */
export async function loadSnapshots(): Promise<{
  snapshots: SnapshotView[];
  agencies: AgencyView[];
}> {
  const [snapshots, agencies] = await Promise.all([
    answer(api.GET('/api/v1/snapshots')),
    loadAgencies(),
  ]);
  return { snapshots: snapshots.toSorted((a, b) => b.started_at - a.started_at), agencies };
}
