import { answer, api } from '../../shared/api/client';
import type { AgencyView } from '../../shared/api/types';

export async function loadAgencies(): Promise<AgencyView[]> {
  const list = await answer(api.GET('/api/v1/agencies'));
  return list.toSorted((a, b) => a.name_th.localeCompare(b.name_th, 'th'));
}
