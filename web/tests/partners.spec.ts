import { expect, signIn, test } from './journey';

test('an agency is entered, found and changed', async ({ page }) => {
  await signIn(page);
  await page.goto('/');
  await page.getByRole('navigation').getByRole('link', { name: 'หน่วยงาน', exact: true }).click();
  await page.getByRole('link', { name: 'เพิ่มหน่วยงาน' }).click();
  await page.getByLabel('ชื่อภาษาไทย').fill('มูลนิธิโคมลอย');
  await page.getByLabel('ชื่อภาษาอังกฤษ').fill('Sky Lantern Foundation');
  await page.getByLabel('ภาคส่วน').selectOption('civil_society');
  await page.getByRole('button', { name: 'บันทึกหน่วยงาน' }).click();

  await page.getByLabel('กรองตามชื่อหรือกระทรวง').fill('โคมลอย');
  await page.getByRole('link', { name: 'มูลนิธิโคมลอย' }).click();
  await page.getByLabel('ภารกิจ (ภาษาไทย)').fill('ดูแลเด็กบนพื้นที่สูง');
  await page.getByRole('button', { name: 'บันทึกหน่วยงาน' }).click();
  await expect(page.getByText('บันทึกแล้ว')).toBeVisible();
  await page.reload();
  await expect(page.getByLabel('ภารกิจ (ภาษาไทย)')).toHaveValue('ดูแลเด็กบนพื้นที่สูง');
});

test('an agreement is recorded with Buddhist dates, and ended', async ({ page }) => {
  await signIn(page);
  await page.goto('/agreements/new');
  await page.getByLabel('หน่วยงาน').selectOption({ index: 1 });
  await page.getByLabel('ทะเบียน', { exact: true }).selectOption('welfare');
  await page.getByLabel('ชื่อข้อตกลง').fill('ทะเบียนสวัสดิการ ทดลอง');
  await page.getByLabel('จุดประสงค์').fill('ค้นหาเด็กที่ต้องการความช่วยเหลือ');
  await page.getByLabel('ฐานกฎหมาย').fill('มาตรา 24 (4)');
  await page.getByLabel('ตั้งแต่วันที่').fill('1/1/2566');
  await page.getByLabel('ถึงวันที่').fill('๓๑ ธ.ค. ๒๖๐๐');
  await expect(page.getByText('31 December 2057')).toBeVisible();
  await page.getByRole('button', { name: 'บันทึกข้อตกลง' }).click();

  await page.getByRole('link', { name: 'ทะเบียนสวัสดิการ ทดลอง' }).click();
  await expect(page.getByText('ใช้ได้อยู่')).toBeVisible();
  await page.getByRole('button', { name: 'ยุติข้อตกลง' }).click();
  await page.getByRole('button', { name: 'ยุติข้อตกลงนี้' }).click();
  await expect(page.getByText('ยุติแล้ว')).toBeVisible();
});
