import { answer, api } from '../../shared/api/client';
import type { AgencyView } from '../../shared/api/types';

export async function loadAgencies(): Promise<AgencyView[]> {
  return answer(api.GET('/api/v1/agencies'));
}
