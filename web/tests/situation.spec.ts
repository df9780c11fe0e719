import { readFile } from 'node:fs/promises';
import { expect, shownNumber, signIn, signOut, statePurpose, test } from './journey';

test.beforeEach(async ({ page }) => {
  await signIn(page);
  await page.goto('/');
  await page.getByRole('navigation').getByRole('link', { name: 'สถานการณ์' }).click();
});

test('the situation opens with the number, its interval, date and method', async ({ page }) => {
  await expect(page.getByRole('heading', { level: 1 })).toContainText('ขอนแก่น');
  expect(await shownNumber(page)).toBeGreaterThan(100);
  await expect(page.getByText(/^\([\d,]+–[\d,]+\)$/).first()).toBeVisible();
  await expect(page.getByText('10 พฤศจิกายน 2566')).toBeVisible();
  await page.getByRole('link', { name: 'วิธีคำนวณ' }).last().click();
  await expect(page.getByRole('heading', { name: 'เรานับอย่างไร' })).toBeVisible();
});

test('every indicator and dimension is told in words', async ({ page }) => {
  await page.getByText('มุมมองอื่น').click();
  await expect(page.getByRole('row', { name: /^SDG 4.1.4 วัยประถม/ })).toBeVisible();
  await expect(page.getByRole('main')).not.toContainText(/5de|7de|sdg_|_secondary/);
});

test('from the number to a child: list, filters in the address, registers side by side', async ({
  page,
}) => {
  await page.getByRole('link', { name: 'ดูรายชื่อ' }).click();
  await statePurpose(page);
  await page.getByLabel('อายุตั้งแต่').selectOption('12');
  await page.getByLabel('เรียงตาม').selectOption('age');
  await expect(page).toHaveURL(/age_from=12/);
  const first = page.getByRole('row').nth(1);
  expect(Number(await first.getByRole('cell').first().innerText())).toBeGreaterThanOrEqual(12);
  await page.reload();
  await expect(page.getByLabel('อายุตั้งแต่')).toHaveValue('12');

  await page.getByRole('row').nth(1).getByRole('link').click();
  await expect(page.getByRole('heading', { name: 'ข้อมูลเด็ก' })).toBeVisible();
  await expect(page.getByText('ไม่พบในทะเบียนนักเรียนใด')).toBeVisible();
  await expect(page.getByRole('columnheader', { name: 'ทะเบียนราษฎร' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'เหตุใดจึงเชื่อว่าเป็นคนเดียวกัน' })).toBeVisible();
  await expect(page).toHaveTitle(/^ข้อมูลเด็ก/);
  await page.getByRole('link', { name: 'ใครเคยดูข้อมูลนี้' }).click();
  await expect(page.getByText('เปิดระเบียนเด็ก').first()).toBeVisible();
});

test('the list becomes a file, which is fetched when it is whole and whose making is on record', async ({
  page,
}) => {
  await page.goto('/children?age_from=15&sex=F');
  await statePurpose(page);
  await page.getByRole('button', { name: 'ทำรายชื่อนี้เป็นไฟล์ Excel' }).click();
  const link = page.getByRole('link', { name: /^ดาวน์โหลดไฟล์ Excel \([\d,]+ คน\)$/ });
  await expect(link).toBeVisible({ timeout: 30_000 });
  const fetched = page.waitForEvent('download');
  await link.click();
  const file = await fetched;
  expect(file.suggestedFilename()).toMatch(/^out-of-school-\d{4}-\d\d-\d\d\.xlsx$/);
  const bytes = await readFile(await file.path());
  expect(bytes.subarray(0, 2).toString()).toBe('PK');
  await page.reload();
  await expect(link).toBeVisible();
  await page.goto('/access-log');
  await expect(page.getByText('ส่งออก').first()).toBeVisible();
});

test('where the files made before cannot be read, the page says so and asks again', async ({
  page,
}) => {
  await page.route('**/api/v1/exports', (route) => route.abort());
  await page.goto('/children');
  await statePurpose(page);
  const part = page.getByRole('region', { name: 'รายชื่อเป็นไฟล์' });
  await expect(part.getByRole('alert')).toBeVisible();
  await page.unroute('**/api/v1/exports');
  await part.getByRole('button', { name: 'ลองอีกครั้ง' }).click();
  await expect(part.getByRole('alert')).toHaveCount(0);
});

test('a viewer sees the number and the map, but no way to a child', async ({ page }) => {
  await signOut(page);
  await signIn(page, 'viewer');
  await page.goto('/situation');
  expect(await shownNumber(page)).toBeGreaterThan(100);
  await expect(page.getByRole('link', { name: 'ดูรายชื่อ' })).toHaveCount(0);
  await page.goto('/children');
  await expect(page.getByText('หน้านี้ไม่ได้เปิดให้บทบาทของคุณ')).toBeVisible();
});

test('what is printed is the number and its pictures, not the buttons', async ({ page }) => {
  await expect(page.getByTestId('number')).toBeVisible();
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  await expect(page.getByTestId('number')).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  for (const role of ['navigation', 'banner', 'button'] as const)
    for (const one of await page.getByRole(role).all()) await expect(one).toBeHidden();
  // On white paper, whatever the screen was.
  await expect(page.locator('body')).toHaveCSS('background-color', 'rgb(255, 255, 255)');
});
