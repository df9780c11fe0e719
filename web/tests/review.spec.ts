import { expectAccessible, expectFitsWidth, expect, signIn, test } from './journey';
import type { Page } from '@playwright/test';
import { accounts } from './province';

async function beginReview(page: Page, queue: string) {
  await page.goto('/review');
  const asked = page.getByRole('radio', { name: 'ตรวจว่าระเบียนเป็นคนเดียวกันหรือไม่' });
  await asked.check();
  await page.getByRole('button', { name: 'ใช้จุดประสงค์นี้' }).click();
  await page.getByRole('link', { name: `เริ่มตรวจ ${queue}` }).click();
  await expect(page.getByRole('heading', { name: 'สองระเบียนนี้เป็นคนเดียวกันไหม' })).toBeVisible();
}

async function left(page: Page): Promise<number> {
  const text = await page.locator('.progress strong').innerText();
  return Number(/[\d,]+/.exec(text)![0].replaceAll(',', ''));
}

async function names(page: Page): Promise<string> {
  return page.getByRole('main').getByRole('table').first().innerText();
}

test('pairs are decided and undone by keyboard alone, and the list gets shorter', async ({
  page,
}) => {
  await signIn(page);
  await beginReview(page, 'คู่ที่ไม่แน่ใจ');
  const before = await left(page);
  const first = await names(page);
  await page.keyboard.press('s');
  await expect(page.getByRole('status').getByText('ตัดสินแล้ว: คนเดียวกัน')).toBeVisible();
  await expect.poll(() => left(page)).toBe(before - 1);
  expect(await names(page)).not.toBe(first);
  await page.keyboard.press('d');
  await expect(page.getByRole('status').getByText('ตัดสินแล้ว: คนละคน')).toBeVisible();
  await expect.poll(() => left(page)).toBe(before - 2);
  await page.keyboard.press('z');
  await expect.poll(() => left(page)).toBe(before - 1);
  await page.keyboard.press('z');
  await expect.poll(() => left(page)).toBe(before);
  await expect.poll(() => names(page)).toBe(first);
  await page.keyboard.press('u');
  await expect(page.getByRole('status').getByText('ตัดสินแล้ว: บอกไม่ได้')).toBeVisible();
  await expect.poll(() => left(page)).toBe(before - 1);

  await page.goto('/access-log');
  await expect(page.getByText('เปิดระเบียนเด็ก').first()).toBeVisible();
});

test('who has decided how much is told, and what the drawn pairs say', async ({ page }) => {
  await signIn(page, 'case_worker');
  await beginReview(page, 'คู่ที่สุ่มมาตรวจ');
  await page.keyboard.press('s');
  await expect(page.getByRole('status').getByText('ตัดสินแล้ว: คนเดียวกัน')).toBeVisible();
  await page
    .getByRole('link', { name: /ตรวจว่าเป็นคนเดียวกันไหม/ })
    .first()
    .click();
  await expect(page.getByRole('row', { name: accounts.case_worker })).toBeVisible();
  await page.getByRole('link', { name: 'การเชื่อมถูกต้องเพียงใด' }).click();
  await expect(page.getByText(/ตรวจแล้ว \d+ จาก \d+ คู่ที่สุ่ม/)).toBeVisible();
});

test('a rule shows its examples before it decides, and is undone as one', async ({ page }) => {
  await signIn(page);
  await beginReview(page, 'คู่ที่ไม่แน่ใจ');
  await page.goto('/review/rules');
  await page.getByRole('button', { name: 'ดูตัวอย่าง' }).first().click();
  await expect(page.getByRole('heading', { name: /^ตัวอย่าง \d+ คู่/ })).toBeVisible();
  await page.getByRole('button', { name: /^ตัดสินว่าเป็น/ }).click();
  const undo = page.getByRole('button', { name: 'ย้อนกลับทั้งชุด' });
  await undo.click();
  await expect(page.getByText('ย้อนกลับแล้ว')).toBeVisible();
  await expect(undo).toHaveCount(0);
});

test.describe('on a phone of 360 px', () => {
  test.use({ viewport: { width: 360, height: 780 }, hasTouch: true });

  test('a pair fits, and the four answers are under the thumb', async ({ page }) => {
    await signIn(page);
    await beginReview(page, 'คู่ที่ไม่แน่ใจ');
    await expectAccessible(page);
    await expectFitsWidth(page);
    for (const name of ['คนเดียวกัน', 'คนละคน', 'บอกไม่ได้', 'ย้อนกลับ']) {
      const button = page.locator('.decide').getByRole('button', { name });
      await expect(button).toBeInViewport();
      const box = (await button.boundingBox())!;
      expect(box.height).toBeGreaterThanOrEqual(44);
      expect(box.y).toBeGreaterThan(390);
    }
    const before = await left(page);
    await page.locator('.decide').getByRole('button', { name: 'บอกไม่ได้' }).tap();
    await expect.poll(() => left(page)).toBe(before - 1);
  });
});
