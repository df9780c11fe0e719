import { ApiClient } from './api_client';
import { look, pageOf } from './care_house';
import { expect, purposeStated, signIn, test } from './journey';
import { accounts, password } from './province';

// A case is held, is not erased while the hold stands, and then is, with its proof; a system of an agency is registered.

test('a held case stays, a lifted one is erased by two people, and the proof is a file', async ({
  browser,
  page,
  baseURL,
}) => {
  const api = new ApiClient(baseURL!);
  await api.signIn(accounts.secretariat, password);
  const child = {
    given_name: 'ปิยะลบ', surname: 'ทดลอง', nickname: '', citizen_id: '', birth_date: '2013-01-01',
    guardian_name: '', phone: '', house_no: '', village_no: '', village_name: '', last_school: '',
  }; // prettier-ignore
  const { id } = await api.post<{ id: number }>('/cases', {
    origin: 'by_hand', child, subdistrict_code: '400101',
  }); // prettier-ignore
  await api.post(`/cases/${id}/visits`, { outcome: 'find_died' });
  await api.post('/accounts', {
    login: 'keeping.second', display_name: 'เลขานุการคนที่สอง', role: 'secretariat', password,
  }); // prettier-ignore

  await signIn(page);
  await purposeStated(page);
  await page.goto(`/cases/${id}`);
  await page.getByRole('link', { name: 'เก็บไว้หรือลบข้อมูลเด็ก' }).click();
  await page.getByLabel('เหตุผล').fill('ศาลเยาวชน คดีที่ 12/2569');
  await page.getByRole('button', { name: 'สั่งห้ามลบ' }).click();
  await expect(page.getByText(/สั่งเมื่อ/)).toBeVisible();
  await expect(page.getByLabel('ใครขอให้ลบ เพราะอะไร')).toHaveCount(0);
  await look(page);
  await page.goto('/keeping');
  await look(page);
  await page.getByRole('link', { name: 'ศาลเยาวชน คดีที่ 12/2569' }).click();
  await page.getByRole('button', { name: /ยกเลิกคำสั่ง/ }).click();
  await page.getByLabel('ใครขอให้ลบ เพราะอะไร').fill('ครอบครัวขอ หนังสือลงวันที่ 3 พ.ค.');
  await page.getByRole('button', { name: 'ขอให้อีกคนหนึ่งลบ' }).dblclick();
  await expect(page.getByRole('button', { name: 'ถอนคำขอ' })).toBeVisible();
  await expect(page.getByRole('alert')).toHaveCount(0); // A second click is none.
  await expect(page.getByRole('button', { name: 'ลบข้อมูลเด็กทุกสำเนา' })).toHaveCount(0);
  await look(page);

  // Two tabs of the second person: whoever comes later is told, and nothing is done twice.
  const second = await pageOf(browser, baseURL!, 'keeping.second', true);
  const late = await second.context().newPage();
  await second.goto('/notices');
  await second.getByRole('link', { name: /มีผู้ขอให้ลบข้อมูลเด็ก/ }).click();
  await late.goto(`/cases/${id}/keeping`);
  await look(second);
  await late.getByRole('button', { name: 'ลบข้อมูลเด็กทุกสำเนา' }).click();
  await second.getByRole('button', { name: 'ลบข้อมูลเด็กทุกสำเนา' }).click();
  await second.getByRole('button', { name: 'ลบถาวร' }).click();
  await expect(second.getByText(/ลบครบทุกสำเนาเมื่อ/)).toBeVisible();
  await late.getByRole('button', { name: 'ลบถาวร' }).click();
  await expect(late.getByText(/ลบครบทุกสำเนาเมื่อ/)).toBeVisible();
  await second.context().close();
  await page.reload();
  await expect(page.getByText('ลบโดย เลขานุการคนที่สอง')).toBeVisible();
  await look(page);
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'บันทึกหลักฐานเป็นไฟล์' }).click();
  expect((await saved).suggestedFilename()).toBe(`erasure-${id}.json`);
  await page.goto(`/cases/${id}`);
  await expect(page.getByRole('heading', { name: 'ประวัติ' })).toBeVisible();
  await expect(page.getByText('ปิยะลบ')).toHaveCount(0);

  await page.goto('/keeping');
  await page.getByRole('button', { name: 'เปลี่ยน ย้ายไปที่อื่น' }).click();
  await page.getByLabel('วันที่เก็บ').fill('400');
  await page.getByRole('button', { name: 'บันทึก', exact: true }).click();
  await expect(page.getByRole('row', { name: /ย้ายไปที่อื่น 400/ })).toBeVisible();
});

test('nobody’s system is called that the operator did not allow, and the page says so', async ({
  page,
}) => {
  await signIn(page);
  await page.goto('/webhooks');
  await expect(page.getByText('ผู้ดูแลเครื่องยังไม่อนุญาตให้เรียกเครื่องใด')).toBeVisible();
  await look(page);
});
