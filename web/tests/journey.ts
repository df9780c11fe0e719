import AxeBuilder from '@axe-core/playwright';
import { expect, test as base, type Page } from '@playwright/test';
import { accounts, password } from './province';

/** A page of the program under test; anything it complains about in the console fails the journey. */
export const test = base.extend<{ complaints: string[] }>({
  baseURL: async ({}, use) => {
    await use(process.env.SAMATCHA_TEST_URL!);
  },
  complaints: [
    async ({ page }, use) => {
      const complaints: string[] = [];
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('console', (message) => {
        // A refused request is a journey's subject, not a fault of the page.
        const expected = /Failed to load resource/.test(message.text());
        if (message.type() === 'error' && !expected) complaints.push(message.text());
      });
      await use(complaints);
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

/** Signs in as the page does, without the page: its own journeys are in access.spec.ts. */
export async function signIn(page: Page, account: keyof typeof accounts = 'secretariat') {
  const answer = await page.request.post('/api/v1/session', {
    data: { login: accounts[account], password },
  });
  expect(answer.ok()).toBe(true);
}

export async function signInByHand(page: Page, account: keyof typeof accounts = 'secretariat') {
  await page.goto('/');
  await page.getByLabel('ชื่อผู้ใช้').fill(accounts[account]);
  await page.getByLabel('รหัสผ่าน', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'เข้าสู่ระบบ' }).click();
}

export async function signOut(page: Page) {
  await page.getByRole('button', { name: 'ออกจากระบบ' }).first().click();
  await expect(page.getByRole('button', { name: 'เข้าสู่ระบบ' })).toBeVisible();
}

/** Children's data are opened for a purpose, asked once in a session. */
export async function statePurpose(page: Page) {
  await page.getByRole('radio', { name: 'ค้นหาและไปเยี่ยมเด็ก' }).check();
  await page.getByRole('button', { name: 'ใช้จุดประสงค์นี้' }).click();
}

/** The same, for pages that are not about the question. */
export async function purposeStated(page: Page) {
  await page.addInitScript(() => sessionStorage.setItem('samatcha.purpose', 'find'));
}

export async function shownNumber(page: Page): Promise<number> {
  const text = await page.locator('[data-testid="number"]').innerText();
  return Number(text.replace(/\D/g, ''));
}

/** WCAG A and AA by axe: nothing serious or critical. */
export async function expectAccessible(page: Page) {
  const found = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'])
    // Without the second page that sums up frames: there are none, and it takes most of the time.
    .setLegacyMode()
    .analyze();
  const grave = found.violations.filter((one) => /serious|critical/.test(one.impact ?? ''));
  expect(grave.map((one) => `${one.id}: ${one.nodes[0]?.html}`)).toEqual([]);
}

export async function expectFitsWidth(page: Page) {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(over).toBeLessThanOrEqual(0);
}

/** What a thumb should hit is 44 px or more; links within a sentence or a table's cell are text. */
export async function expectThumbSized(page: Page) {
  const small = await page.evaluate(() =>
    [...document.querySelectorAll('a, button, input, select, textarea, summary')]
      .filter((one) => {
        const target = one.closest('label') ?? one;
        const { width, height } = target.getBoundingClientRect();
        if (width === 0 || one.closest('.visually-hidden, .maplibregl-ctrl-attrib')) return false;
        const is_text = getComputedStyle(one).display === 'inline' && one.closest('p, td, th, h2');
        return !is_text && (width < 43.5 || height < 43.5);
      })
      .map((one) => one.outerHTML.slice(0, 120)),
  );
  expect(small).toEqual([]);
}
