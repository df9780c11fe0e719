import { createHmac } from 'node:crypto';
import { expect, signIn, signInByHand, signOut, test } from './journey';
import { accounts, password } from './province';

/** The six digits that an authenticator shows (RFC 6238). */
function oneTimeCode(secret: string, now = Date.now()): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...secret].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0'));
  const key = Buffer.from((bits.join('').match(/.{8}/g) ?? []).map((octet) => parseInt(octet, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(now / 30_000)));
  const digest = createHmac('sha1', key).update(counter).digest();
  const offset = digest.at(-1)! & 15;
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

test('a wrong password says so and keeps the name', async ({ page }) => {
  await page.goto('/');
  await page.getByLabel('ชื่อผู้ใช้').fill(accounts.viewer);
  await page.getByLabel('รหัสผ่าน', { exact: true }).fill('not this one');
  await page.getByRole('button', { name: 'เข้าสู่ระบบ' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await expect(page.getByLabel('ชื่อผู้ใช้')).toHaveValue(accounts.viewer);
});

test('who sees children enrols a second factor by QR code before anything else', async ({
  page,
}) => {
  await signInByHand(page, 'second_factor');
  await expect(page.getByRole('img', { name: /คิวอาร์โค้ด/ })).toBeVisible();
  await page.getByText('สแกนไม่ได้').click();
  const secret = (await page.locator('code').innerText()).replace(/\s/g, '');
  await page.getByLabel('รหัสหกหลัก').fill(oneTimeCode(secret));
  await page.getByRole('button', { name: 'เปิดใช้และเข้าสู่ระบบ' }).click();
  await expect(page.getByRole('heading', { name: 'วันนี้' })).toBeVisible();

  await signOut(page);
  await signInByHand(page, 'second_factor');
  // The code just used is spent; the next one is of the next half minute.
  await page.getByLabel('รหัสหกหลัก').fill(oneTimeCode(secret, Date.now() + 30_000));
  await page.getByRole('button', { name: 'ตรวจรหัส' }).click();
  await expect(page.getByRole('heading', { name: 'วันนี้' })).toBeVisible();
});

test('the secretariat adds an account and disables it', async ({ page }) => {
  await signIn(page);
  await page.goto('/accounts');
  await page.getByRole('button', { name: 'เพิ่มผู้ใช้' }).click();
  await page.getByLabel('ชื่อที่แสดง').fill('ผู้อ่านทดลอง');
  await page.getByLabel('ชื่อผู้ใช้').fill('trial.reader');
  await page.getByLabel('บทบาท').selectOption('viewer');
  await page.getByLabel('รหัสผ่านแรก').fill(password);
  await page.getByRole('button', { name: 'เพิ่มผู้ใช้' }).click();
  const row = page.getByRole('row', { name: /ผู้อ่านทดลอง/ });
  await row.getByRole('button', { name: 'ปิดบัญชี' }).click();
  await row.getByRole('button', { name: 'ปิดบัญชีนี้เลย' }).click();
  await expect(row).toContainText('ปิดแล้ว');
});

test('the language is chosen once and kept', async ({ page }) => {
  await signInByHand(page);
  await page.getByRole('button', { name: 'English EN' }).click();
  await expect(page.getByRole('heading', { name: 'Today' })).toBeVisible();
  await page.goto('/situation');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('out of school');
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
});

test('an unknown address says so and leads back', async ({ page }) => {
  await signIn(page);
  await page.goto('/no/such/page');
  await expect(page.getByRole('heading', { name: 'ไม่พบหน้านี้' })).toBeVisible();
  await page.getByRole('link', { name: 'กลับไปหน้าวันนี้' }).click();
  await expect(page.getByRole('heading', { name: 'วันนี้' })).toBeVisible();
});

test('when the server cannot be reached the page says so and tries again on request', async ({
  page,
}) => {
  await signIn(page);
  await page.route('**/api/v1/agencies*', (route) => route.abort());
  await page.goto('/agencies');
  await expect(page.getByText('ติดต่อเครื่องแม่ข่ายไม่ได้')).toBeVisible();
  await page.unroute('**/api/v1/agencies*');
  await page.getByRole('button', { name: 'ลองอีกครั้ง' }).click();
  await expect(page.getByRole('heading', { name: 'ภาครัฐ' })).toBeVisible();
});
