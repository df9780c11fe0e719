import type { Page } from '@playwright/test';
import { ApiClient } from './api_client';
import { demonstration_password } from './demonstration';
import { expect, expectAccessible, expectFitsWidth, expectThumbSized, test } from './journey';

/** `this` and `last` are the assemblies of the years; numbers those of rooms, the plenary 5, and of items. */
const screens: [login: string, screen: string][] = [
  ['secretariat', '/assemblies'],
  ['secretariat', 'this'],
  ['secretariat', 'this/delegations'],
  ['secretariat', 'this/invitations'],
  ['secretariat', 'this/door'],
  ['viewer', 'this/attendance'],
  ['secretariat', 'this/badges'],
  ['secretariat', 'this/items/1'],
  ['secretariat', 'this/earlier'],
  ['secretariat', 'this/agenda'],
  ['secretariat', 'this/drafts/1'],
  ['secretariat', 'this/drafts/1/versions'],
  ['secretariat', 'this/drafts/1/translation'],
  ['secretariat', 'this/rooms/2/minutes'],
  ['secretariat', 'this/rooms/5'],
  ['secretariat', 'this/rooms/2/projector'],
  ['secretariat', 'this/rooms/3/projector'],
  ['secretariat', 'this/resolutions'],
  ['chair2', 'this/rooms/2'],
  ['chair3', 'this/rooms/3'],
  ['agency55', 'this/rooms/2'],
  ['agency48', 'this/rooms/3'],
  ['agency7', 'this/drafts/3'],
  ['viewer', 'this'],
  ['viewer', 'this/agenda'],
  ['viewer', 'this/drafts/2'],
  ['viewer', 'this/rooms/4'],
  ['viewer', 'last'],
  ['viewer', 'last/agenda'],
  ['viewer', 'last/delegations'],
  ['viewer', 'last/drafts/2'],
  ['viewer', 'last/drafts/3'],
  ['viewer', 'last/rooms/5'],
  ['viewer', 'last/resolutions'],
  ['secretariat', 'last/log'],
  ['secretariat', 'this/hearings'],
  ['viewer', '/hearings'],
  ['viewer', '/resolutions'],
  ['viewer', '/verify'],
];

async function signIn(page: Page, login: string) {
  const answer = await page.request.post('/api/v1/session', {
    data: { login, password: demonstration_password },
  });
  expect(answer.ok(), login).toBe(true);
}

/** With the identities that the demonstration happens to have. */
async function address(screen: string): Promise<string> {
  if (screen.startsWith('/')) return screen;
  const api = new ApiClient(process.env.SAMATCHA_TEST_DEMONSTRATION_URL!);
  await api.signIn('viewer', demonstration_password);
  const [of, list, which, ...rest] = screen.split('/');
  const assemblies = await api.get<{ id: number }[]>('/assemblies');
  const home = `/assemblies/${assemblies[of === 'this' ? 0 : 1]!.id}`;
  if (!which) return list ? `${home}/${list}` : home;
  const ids = await api.get<{ id: number }[]>(`${home}/${list}`);
  return [home, list, ids[Number(which) - 1]!.id, ...rest].join('/');
}

/** Forms that open within a screen, by the words of their button. */
const forms: [login: string, screen: string, th: string, en: string][] = [
  ['chair3', 'this/drafts/3', 'รวมเป็นถ้อยคำเดียว', 'Unite in one wording'],
  ['chair3', 'this/drafts/3', 'วินิจฉัย', 'Decide'],
  ['agency48', 'this/drafts/3', 'เสนอแก้ไข ๑', 'Propose a change 1'],
  ['agency55', 'this/rooms/2', 'คัดค้าน', 'Objects'],
];

for (const [name, width, scheme, language] of [
  ['on a desktop', 1280, 'light', 'th'],
  ['on a phone of 360 px, dark, in English', 360, 'dark', 'en'],
] as const)
  test.describe(name, () => {
    test.use({ viewport: { width, height: 780 }, colorScheme: scheme });
    test.use({ baseURL: async ({}, use) => use(process.env.SAMATCHA_TEST_DEMONSTRATION_URL!) });

    for (const [login, screen] of screens)
      test(`${screen} of an assembly of 65 agencies is accessible and fits, for ${login}`, async ({
        page,
      }) => {
        await open(page, login, screen);
        await look(page);
      });

    for (const [login, screen, th, en] of forms)
      test(`what "${en}" opens in ${screen} is accessible and fits, for ${login}`, async ({
        page,
      }) => {
        await open(page, login, screen);
        const said = new RegExp(`^\\s*${language === 'th' ? th : en}\\s*$`);
        await page.locator('button, summary').filter({ hasText: said }).first().click();
        await look(page);
      });

    async function open(page: Page, login: string, screen: string) {
      await page.addInitScript((kept) => localStorage.setItem('samatcha.language', kept), language);
      await signIn(page, login);
      await page.goto(await address(screen));
      await expect(page.getByRole('heading').first()).toBeVisible();
      await expect(page.locator('.waiting')).toHaveCount(0);
    }

    async function look(page: Page) {
      await expect(page.getByRole('alert')).toHaveCount(0);
      await expectAccessible(page);
      await expectFitsWidth(page);
      if (width < 640) await expectThumbSized(page);
    }
  });
