import type { Browser, Page } from '@playwright/test';
import { ApiClient } from './api_client';
import { expect } from './journey';
import { accounts, password } from './province';

export interface House {
  api: ApiClient;
  home: string;
  room: string;
  plenary_id: number;
  agencies: string[];
  badges: string[];
  draft: number;
  drafts: number[];
}

/**
 * An assembly on its day with three agencies of three sectors and so many items with a draft each, all in
 * the plenary, by what a page would send. While they are drafted, `drafting` may write on.
 */
export async function dayOfAssembly(
  base: string,
  year_be: number,
  items = 1,
  drafting: (assembly: number) => Promise<void> = async () => {},
): Promise<House> {
  const api = new ApiClient(base);
  await api.signIn(accounts.secretariat, password);
  const { id } = await api.post<{ id: number }>('/assemblies', {
    year_be, title_th: 'สมัชชาการศึกษา', title_en: 'Education assembly', calendar: [],
    fallback: { percent_of_all: 80, percent_of_each_sector: 60 },
  }); // prettier-ignore
  const [plenary] = await api.get<{ id: number }[]>(`/assemblies/${id}/rooms`);
  const agencies: string[] = [];
  const ids: number[] = [];
  for (const [i, sector] of ['state', 'academia', 'civil_society'].entries()) {
    const name_th = `หน่วยงานห้อง ${year_be} ${i + 1}`;
    const agency = await api.post<{ id: number }>('/agencies', {
      name_th, name_en: `Agency ${year_be} ${i + 1}`, sector, ministry: '', kind: '', mandate_th: '', mandate_en: '', area_code: '40',
    }); // prettier-ignore
    const { code } = await api.post<{ code: string }>(`/assemblies/${id}/delegates`, {
      agency_id: agency.id, name: `ผู้แทน ${i + 1}`, is_alternate: false,
    }); // prettier-ignore
    await new ApiClient(base).post('/invitations/acceptance', {
      province: '40', code, login: `room${year_be}.${i + 1}`, password,
    }); // prettier-ignore
    agencies.push(name_th);
    ids.push(agency.id);
  }
  const go = (to: string) => api.post(`/assemblies/${id}/phase`, { to });
  await go('agenda');
  const item_ids: number[] = [];
  for (let number = 1; number <= items; ++number) {
    const item = await api.post<{ id: number }>(`/assemblies/${id}/items`, {
      number, title_th: number === 1 ? 'ค้นหา ดูแล ส่งต่อ' : `เรื่องที่ ${number}`,
      title_en: number === 1 ? 'Find, care, refer' : `Matter ${number}`, room_id: plenary!.id,
      lead_agency_id: ids[0], co_owners: [], evidence: [],
    }); // prettier-ignore
    item_ids.push(item.id);
  }
  await go('drafting');
  const drafts: number[] = [];
  for (const item of item_ids) {
    const { draft } = await api.put<{ draft: { id: number } }>(`/items/${item}/draft`, {
      version: 0, title: 'มติว่าด้วยการค้นหาเด็ก',
      paragraphs: [{ kind: 'operative', depth: 0, text: 'ขอให้ค้นหาเด็กให้ครบภายใน ๑ ปี', addressees: [] }],
    }); // prettier-ignore
    drafts.push(draft.id);
  }
  await drafting(id);
  await go('hearings');
  await go('assembled');
  const passes = await api.get<{ badge: string }[]>(`/assemblies/${id}/badges`);
  return {
    api,
    home: `/assemblies/${id}`,
    room: `/assemblies/${id}/rooms/${plenary!.id}`,
    plenary_id: plenary!.id,
    agencies,
    badges: passes.map((one) => one.badge),
    draft: drafts[0]!,
    drafts,
  };
}

export async function everyoneIn(house: House) {
  for (const badge of house.badges)
    await house.api.post(`${house.home}/arrivals`, { room_id: house.plenary_id, badge });
}

export async function phoneOf(browser: Browser, base: string, login: string): Promise<Page> {
  const context = await browser.newContext({
    baseURL: base,
    viewport: { width: 360, height: 780 },
    locale: 'th-TH',
  });
  const page = await context.newPage();
  const answer = await page.request.post('/api/v1/session', { data: { login, password } });
  expect(answer.ok()).toBe(true);
  return page;
}
