import { ApiClient } from './api_client';
import { addAgency, look, pageOf } from './care_house';
import { expect, test } from './journey';
import { accounts, password } from './province';

test('the lead unit writes down what was agreed, and an agency does its task', async ({
  browser,
  baseURL,
}) => {
  const api = new ApiClient(baseURL!);
  await api.signIn(accounts.secretariat, password);
  const hospital_name = 'โรงพยาบาลตกลง';
  await addAgency(api, hospital_name, 'agreeing');
  const secretariat = await pageOf(browser, baseURL!, accounts.secretariat);
  await secretariat.goto('/board/meetings');
  await secretariat.getByRole('button', { name: 'บันทึกการประชุม' }).click();
  await secretariat.getByLabel('เรื่อง', { exact: true }).fill('เด็กที่รอคิวตรวจสายตา');
  await secretariat.getByLabel('บันทึก', { exact: true }).fill('ตกลงเพิ่มวันตรวจ');
  await secretariat.getByRole('button', { name: 'บันทึก', exact: true }).click();
  await secretariat.getByRole('button', { name: 'มอบงาน' }).first().click();
  await secretariat.getByLabel('งานที่ต้องทำ').fill('เปิดวันตรวจเพิ่มเดือนละสองวัน');
  await secretariat.getByLabel('ใครทำ').selectOption({ label: hospital_name });
  await secretariat.getByLabel('เสร็จภายใน').fill('10/12/2599');
  await look(secretariat);
  await secretariat.getByRole('button', { name: 'มอบงาน', exact: true }).click();
  await expect(secretariat.getByText('เปิดวันตรวจเพิ่มเดือนละสองวัน')).toBeVisible();

  const hospital = await pageOf(browser, baseURL!, 'agreeing', true);
  await hospital.goto('/board/meetings');
  await look(hospital);
  await hospital.getByRole('button', { name: 'ทำเสร็จแล้ว' }).click();
  await expect(hospital.getByText('เสร็จแล้ว', { exact: true })).toBeVisible();
});
