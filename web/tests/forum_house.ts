import type { Browser, Page } from '@playwright/test';
import type { ApiClient } from './api_client';

export const seeds = [
  'ควรมีรถรับส่งนักเรียนฟรีทุกตำบล',
  'ควรมีอาหารเช้าในโรงเรียน',
  'ครูควรเยี่ยมบ้านเด็กทุกคน',
  'เด็กทำงานควรได้เรียนตอนเย็น',
];

export interface Made {
  assembly: number;
  forum: number;
  agency: string;
}

/** An assembly of this year, an agency that is invited to it, and an open forum. */
export async function makeForum(api: ApiClient, year_be: number): Promise<Made> {
  const assembly = await api.post<{ id: number }>('/assemblies', {
    year_be, title_th: `สมัชชาหลังเวที ${year_be}`, title_en: '', calendar: [],
  }); // prettier-ignore
  const agency = `หน่วยงานฟังเสียง ${year_be}`;
  const added = await api.post<{ id: number }>('/agencies', {
    name_th: agency, name_en: '', sector: 'state', ministry: '', kind: '', mandate_th: '',
    mandate_en: '', area_code: '40',
  }); // prettier-ignore
  await api.post(`/assemblies/${assembly.id}/delegates`, {
    agency_id: added.id, name: 'ผู้แทนฟังเสียง', is_alternate: false,
  }); // prettier-ignore
  const forum = await openForum(api, assembly.id, year_be);
  return { assembly: assembly.id, forum, agency };
}

/** With four statements, open to anyone. */
export async function openForum(
  api: ApiClient,
  assembly_id: number,
  year_be: number,
  form: object = {},
): Promise<number> {
  const forum = await api.post<{ id: number }>('/forums', {
    assembly_id,
    form: {
      title_th: `เวทีเด็กทุกคนได้เรียน ${year_be}`, title_en: '', question_th: 'ทำอย่างไรให้เด็กทุกคนได้เรียน',
      question_en: 'How can every child learn?', area_code: '40', admission: 'open', moderation: 'before',
      join_code: '', joins_per_hour: 100_000, ...form,
    },
  }); // prettier-ignore
  await api.post(`/forums/${forum.id}/statements`, { texts: seeds });
  await api.post(`/forums/${forum.id}/phase`, { to: 'open' });
  return forum.id;
}

export async function phoneAt(browser: Browser, baseURL: string): Promise<Page> {
  const context = await browser.newContext({
    baseURL,
    viewport: { width: 360, height: 740 },
    locale: 'th-TH',
  });
  return context.newPage();
}

/** Phones without a screen: all agree with the first statement and part on the second. */
export async function crowd(baseURL: string, forum: number, size: number): Promise<void> {
  const address = `${baseURL}/api/v1/public/40/forums/${forum}`;
  const post = async (path: string, body: unknown, token = '') =>
    (await (
      await fetch(address + path, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'X-Forum-Token': token },
        body: JSON.stringify(body),
      })
    ).json()) as { token: string };
  for (let phone = 0; phone < size; ++phone) {
    const { token } = await post('/participants', { code: '' });
    const words = [
      'agree',
      phone % 2 ? 'agree' : 'disagree',
      phone % 2 ? 'disagree' : 'agree',
      phone % 3 ? 'pass' : 'agree',
    ];
    await post('/votes', {
      votes: words.map((vote, statement) => ({ number: statement + 1, statement, vote, cast_at: 0 })),
      held: [],
    }, token); // prettier-ignore
  }
}
