import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, shownNumber, signIn, test } from './journey';
import { file_to_import } from './province';

async function drop(page: Page, name: string, bytes: Buffer) {
  const transfer = await page.evaluateHandle(
    ([base64, filename]) => {
      const binary = atob(base64!);
      const data = Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
      const made = new DataTransfer();
      made.items.add(new File([data], filename!));
      return made;
    },
    [bytes.toString('base64'), name],
  );
  const place = page.getByTestId('drop-place');
  await place.dispatchEvent('dragover', { dataTransfer: transfer });
  await place.dispatchEvent('drop', { dataTransfer: transfer });
}

async function beginImport(page: Page, agreement: string, name: string, bytes: Buffer) {
  await page.goto('/snapshots/new');
  await page.getByRole('radio', { name: new RegExp(agreement) }).check();
  await drop(page, name, bytes);
}

test('a register dropped by hand changes the number, and the page says why', async ({ page }) => {
  await signIn(page);
  await page.goto('/situation');
  const before = await shownNumber(page);

  const bytes = readFileSync(join(process.env.SAMATCHA_TEST_REGISTERS!, file_to_import));
  await beginImport(page, file_to_import, file_to_import, bytes);
  await expect(page.getByRole('heading', { name: '3. ตรวจดูว่าอ่านถูก' })).toBeVisible();

  // The matching is suggested; the officer takes a column out and puts it back.
  const name = page.getByRole('combobox', { name: /^ช่อง .*สกุล.* คือ/ }).first();
  await expect(name).toHaveValue('full_name');
  await name.selectOption('');
  await expect(page.getByText('จะข้ามไป เพราะไม่ทราบว่าเป็นข้อมูลอะไร')).toBeVisible();
  await expect(name).toHaveValue('');
  await name.selectOption('full_name');
  await expect(name).toHaveValue('full_name');

  await page.getByRole('button', { name: 'เริ่มนำเข้า' }).click();
  await expect(page.getByText('ยังไม่ได้ใส่วันที่')).toBeVisible();
  await page.getByLabel('วันที่ของข้อมูล').fill('31/2/2566');
  await expect(page.getByText('อ่านวันที่นี้ไม่ออก')).toBeVisible();
  await page.getByLabel('วันที่ของข้อมูล').fill('10/11/2566');
  await page.getByRole('button', { name: 'เริ่มนำเข้า' }).click();
  await expect(page.getByText('แถวที่นำเข้า')).toBeVisible();

  await page.getByRole('link', { name: 'เชื่อมกับทะเบียนอื่น' }).click();
  await page.getByRole('button', { name: 'เริ่มเชื่อมข้อมูล' }).click();
  await expect(page.getByRole('heading', { name: 'แน่ใจเพียงใด' })).toBeVisible({ timeout: 60_000 });
  await page.getByRole('link', { name: 'ดูสถานการณ์ใหม่' }).click();

  await expect(page.getByText(/▼ น้อยลง [\d,]+ จากครั้งก่อน/)).toBeVisible();
  expect(await shownNumber(page)).toBeLessThan(before - 100);
  await expect(page.getByRole('heading', { name: 'เหตุใดตัวเลขจึงเปลี่ยน' })).toBeVisible();
  await expect(page.getByText(/น้อยลง [\d,]+ คน: พบในทะเบียนที่เพิ่งเชื่อม/)).toBeVisible();
  await expect(page.getByRole('heading', { name: 'ตัวเลขตามเวลา' })).toBeVisible();
});

test('bad rows are reported by row, column and reason, and can be fetched to mend', async ({
  page,
}) => {
  await signIn(page);
  const lines = [
    'รหัส,เลขประจำตัวประชาชน,ชื่อ,นามสกุล,วันเกิด,ชั้น',
    'A1,,มานะ,รักเรียนจริง,14/12/2553,ป.4',
    'A2,1234567890123,มานี,รักเรียนจริง,31/02/2553,ป.4',
    'A3,,,,,',
    'A4,,ปิติ,รักเรียนจริง,15/01/2554,ป.3',
  ];
  await beginImport(page, 'school_other', 'ทดลอง.csv', Buffer.from(lines.join('\r\n')));
  await page.getByLabel('วันที่ของข้อมูล').fill('2023-11-10');
  await page.getByRole('button', { name: 'เริ่มนำเข้า' }).click();
  await expect(page.getByRole('heading', { name: 'แถวและค่าที่มีปัญหา' })).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: 'วันเกิด' })).toBeVisible();
  // Masked: the number as written is nowhere on the page.
  await expect(page.getByText('1234567890123')).toHaveCount(0);
  const fetched = page.waitForEvent('download');
  await page.getByRole('link', { name: 'ดาวน์โหลดแถวที่ต้องแก้' }).click();
  const mended = readFileSync(await (await fetched).path(), 'utf8');
  expect(mended).toContain('มานี');
  expect(mended.split('\n')[0]!.split(',').length).toBeGreaterThan(6);
});

test('a file that is no register is refused in words, and nothing is lost', async ({ page }) => {
  await signIn(page);
  const noise = Buffer.from('PK\u0003\u0004 this is no spreadsheet');
  await beginImport(page, 'school_other', 'เสีย.xlsx', noise);
  await expect(page.getByRole('alert')).toBeVisible();
  await expect(page.getByRole('radio', { checked: true })).toBeVisible();
  await expect(page.getByTestId('drop-place')).toBeVisible();
});

test('an import shows how far it is, and stops when told to', async ({ page }) => {
  await signIn(page);
  const rows = Array.from({ length: 400_000 }, (_, i) => `N${i},มานะ,รักเรียน${i},14/12/2553,ป.4`);
  const bytes = Buffer.from(['รหัส,ชื่อ,นามสกุล,วันเกิด,ชั้น', ...rows].join('\n'));
  await page.goto('/snapshots/new');
  await page.getByRole('radio', { name: /school_other/ }).check();
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'ใหญ่.csv', mimeType: 'text/csv', buffer: bytes });
  await page.getByLabel('วันที่ของข้อมูล').fill('10/11/2566');
  await page.getByRole('button', { name: 'เริ่มนำเข้า' }).click();
  await expect(page.getByRole('progressbar')).toBeVisible();
  await page.getByRole('button', { name: 'ยกเลิก' }).click();
  await expect(page.getByText('ยกเลิกแล้ว ไม่มีข้อมูลใดเปลี่ยน')).toBeVisible();
});
