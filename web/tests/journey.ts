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

export async function signIn(page: Page, account: keyof typeof accounts = 'secretariat') {
  await page.goto('/');
  await page.getByLabel('ชื่อผู้ใช้').fill(accounts[account]);
  await page.getByLabel('รหัสผ่าน', { exact: true }).fill(password);
  const answered = page.waitForResponse(
    (answer) => answer.url().endsWith('/session') && answer.request().method() === 'POST',
  );
  await page.getByRole('button', { name: 'เข้าสู่ระบบ' }).click();
  expect((await answered).ok()).toBe(true);
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

export async function shownNumber(page: Page): Promise<number> {
  const text = await page.locator('[data-testid="number"]').innerText();
  return Number(text.replace(/\D/g, ''));
}

/** WCAG A and AA by axe: nothing serious or critical. */
export async function expectAccessible(page: Page) {
  const found = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'])
    .analyze();
  const grave = found.violations.filter((one) => /serious|critical/.test(one.impact ?? ''));
  expect(grave.map((one) => `${one.id}: ${one.nodes[0]?.html}`)).toEqual([]);
}

export async function expectFitsWidth(page: Page) {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(over).toBeLessThanOrEqual(0);
}
