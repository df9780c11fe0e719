import type { Browser, Page } from '@playwright/test';
import { ApiClient } from './api_client';
import {
  expect,
  expectAccessible,
  expectFitsWidth,
  expectThumbSized,
  purposeStated,
  test,
} from './journey';
import { accounts, password } from './province';

/** Own people, so that other journeys' accounts keep what they have. */
const people = { worker: 'care.worker', volunteer: 'care.volunteer' } as const;

interface CareWorker {
  account_id: number;
  name: string;
}

async function asSecretariat(): Promise<ApiClient> {
  const api = new ApiClient(process.env.SAMATCHA_TEST_URL!);
  await api.signIn(accounts.secretariat, password);
  return api;
}

async function enter(
  browser: Browser,
  login: string,
  viewport = { width: 1280, height: 900 },
): Promise<Page> {
  const context = await browser.newContext({
    baseURL: process.env.SAMATCHA_TEST_URL!,
    viewport,
    locale: 'th-TH',
  });
  const page = await context.newPage();
  await purposeStated(page);
  const answer = await page.request.post('/api/v1/session', { data: { login, password } });
  expect(answer.ok()).toBe(true);
  return page;
}
const phone = { width: 360, height: 780 };

async function expectGood(page: Page) {
  await expectAccessible(page);
  await expectFitsWidth(page);
}

test('children are given out, visited, assessed and helped', async ({ browser }) => {
  test.setTimeout(240_000);
  const api = await asSecretariat();
  const agencies = await api.get<{ id: number; name_th: string }[]>('/agencies');
  const social = agencies.find((one) => one.name_th === 'สำนักงานพัฒนาสังคมทดลอง')!;
  await api.post('/accounts', {
    login: people.worker, display_name: 'ผู้ประสานงานทดลอง', role: 'case_worker', agency_id: social.id, password,
  }); // prettier-ignore
  await api.post('/accounts', {
    login: people.volunteer, display_name: 'อสม. ทดลอง', role: 'volunteer', password,
  }); // prettier-ignore
  const workers = await api.get<CareWorker[]>('/care-workers');
  const idOf = (name: string) => workers.find((one) => one.name === name)!.account_id;
  await api.put(`/care-workers/${idOf('ผู้ประสานงานทดลอง')}`, {
    subdistricts: [], is_coordinator: true, is_duty_officer: true,
  }); // prettier-ignore

  // The secretariat gives one subdistrict's children to a volunteer, at once, as cases of the agency.
  const preview = await api.post<{ areas: { subdistrict_code: string; children: number }[] }>(
    '/care-assignments/preview',
    { from: 'situation' },
  );
  const area = preview.areas.toSorted((a, b) => b.children - a.children)[0]!;
  const secretariat = await enter(browser, accounts.secretariat);
  await secretariat.goto('/care/assign');
  await secretariat.getByLabel('ตำบล', { exact: true }).selectOption(area.subdistrict_code);
  await secretariat
    .getByLabel('ผู้ดูแล', { exact: true })
    .selectOption({ label: 'อสม. ทดลอง · อาสาสมัครประจำหมู่บ้าน' });
  await secretariat.getByLabel('เป็นรายกรณีของหน่วยงาน').selectOption({ label: social.name_th });
  await secretariat.getByRole('button', { name: 'ดูว่ามีกี่คน' }).click();
  await expect(secretariat.getByText(`${area.children} คน`, { exact: true })).toBeVisible();
  await expectGood(secretariat);
  await secretariat.getByRole('button', { name: `มอบหมาย ${area.children} คน` }).click();
  await expect(secretariat.getByText(`มอบหมายแล้ว ${area.children} คน`)).toBeVisible();
  await expect(secretariat.getByText('เสร็จแล้ว')).toBeVisible();

  // The volunteer's phone: what is due, the first child, found in school.
  const volunteer = await enter(browser, people.volunteer, phone);
  await volunteer.goto('/');
  await expect(volunteer.getByText(`เยี่ยมบ้าน: ${area.children} ราย`)).toBeVisible();
  await expectGood(volunteer);
  await volunteer.goto('/cases');
  await expectGood(volunteer);
  await expectThumbSized(volunteer);
  await volunteer.locator('a.open').first().click();
  await expectGood(volunteer);
  await volunteer.getByRole('link', { name: 'บันทึกการเยี่ยม' }).click();
  await volunteer.getByLabel('พบว่าเรียนอยู่').check();
  await volunteer.getByLabel('ชื่อสถานศึกษาที่พบ').fill('วิทยาลัยทดลอง');
  await expectGood(volunteer);
  await expectThumbSized(volunteer);
  await volunteer.getByRole('button', { name: 'บันทึกการเยี่ยม' }).click();
  await expect(volunteer.getByText('เรียนอยู่แล้ว').first()).toBeVisible();

  // The next child is met, and is out of school.
  await volunteer.goto('/cases');
  await volunteer.locator('a.open').first().click();
  const address = new URL(volunteer.url()).pathname;
  await volunteer.getByRole('link', { name: 'บันทึกการเยี่ยม' }).click();
  await volunteer.getByLabel('พบตัว ไม่ได้เรียน').check();
  await volunteer.getByLabel('บันทึกสั้น ๆ').fill('อยู่กับยาย อยากเรียนช่าง');
  await volunteer.getByRole('button', { name: 'บันทึกการเยี่ยม' }).click();
  await expect(volunteer.getByText('พบตัวแล้ว').first()).toBeVisible();
  await expect(volunteer.getByText('ขั้นนี้ผู้อื่นเป็นผู้ทำ: ผู้ดูแลรายกรณี')).toBeVisible();

  // The case worker assesses; a danger sign is seen at once and answered.
  const worker = await enter(browser, people.worker);
  await worker.goto(address);
  await worker.getByRole('link', { name: 'ประเมิน', exact: true }).click();
  await worker.getByRole('button', { name: 'หน้าถัดไป' }).click();
  await expect(worker.getByText('ยังไม่ได้ตอบข้อนี้').first()).toBeVisible();
  await expectGood(worker);
  for (const question of await worker.getByRole('main').getByRole('group').all())
    await question.getByLabel('ไม่มี', { exact: true }).check();
  await worker.getByRole('group', { name: 'อยู่ตามลำพัง' }).getByLabel('สงสัย').check();
  await expect(worker.getByText('คำตอบนี้จะแจ้งเจ้าหน้าที่เวรทันที')).toBeVisible();
  await worker.getByRole('button', { name: 'หน้าถัดไป' }).click();
  await worker.getByLabel('ความยากจน').check();
  await worker.getByRole('button', { name: 'หน้าถัดไป' }).click();
  await worker.getByLabel('สมาชิกในบ้านกี่คน').fill('4');
  await worker.getByLabel('รายได้รวมทั้งบ้านต่อเดือน').fill('7000');
  await worker.setViewportSize(phone);
  await expectGood(worker);
  await worker.setViewportSize({ width: 1280, height: 900 });
  await worker.getByRole('button', { name: 'หน้าถัดไป' }).click();
  await worker.getByRole('button', { name: 'หน้าถัดไป' }).click();
  await worker.getByLabel('ฝึกอาชีพ').check();
  await worker.getByLabel('คำพูดของเด็กเอง').fill('อยากซ่อมมอเตอร์ไซค์เป็น');
  await worker.getByRole('button', { name: 'หน้าถัดไป' }).click();
  await worker.getByRole('button', { name: 'บันทึกการประเมิน' }).click();
  await expect(worker.getByText('ยังไม่มีใครตอบ')).toBeVisible();
  await expectGood(worker);
  await worker.getByLabel('ทำอะไรไปแล้ว').fill('ไปรับเด็กมาอยู่กับยายแล้ว');
  await worker.getByRole('button', { name: 'บันทึกสิ่งที่ทำแล้ว' }).click();
  await expect(worker.getByText('ยังไม่มีใครตอบ')).toBeHidden();

  // The plan, in the child's words.
  await worker.getByRole('link', { name: 'วางแผน', exact: true }).click();
  await worker.getByLabel('เป้าหมาย ด้วยคำของเด็ก').fill('ซ่อมมอเตอร์ไซค์เป็น มีร้านเอง');
  await worker.getByLabel('บริการที่ช่วย').selectOption({ label: 'ฝึกอาชีพ' });
  await worker.getByLabel('ภายในวันที่').fill('1/6/2570');
  await expectGood(worker);
  await worker.getByRole('button', { name: 'บันทึกแผน' }).click();
  await expect(worker.getByText('มีแผนแล้ว').first()).toBeVisible();
  await worker.getByRole('button', { name: 'เริ่มช่วยเหลือ' }).click();
  await worker.getByRole('button', { name: 'ยืนยันขั้นตอนนี้' }).click();
  await expect(worker.getByText('กำลังช่วยเหลือ').first()).toBeVisible();
  await worker.getByRole('button', { name: 'ได้ที่เรียนหรือที่ทำงานแล้ว' }).click();
  await worker.getByLabel('บันทึกเพิ่มเติม').fill('วิทยาลัยการอาชีพรับแล้ว');
  await worker.getByRole('button', { name: 'ยืนยันขั้นตอนนี้' }).click();
  await expect(worker.getByText('ครบ 12 เดือน')).toBeVisible();

  // Followed up, and closed with a livelihood.
  await worker.getByRole('link', { name: 'ติดตามผล' }).first().click();
  await worker.getByLabel('ยังเรียนหรือทำงานอยู่').check();
  await expectGood(worker);
  await worker.getByRole('button', { name: 'บันทึกการติดตาม' }).click();
  await expect(worker.getByText('ทำแล้ว').first()).toBeVisible();
  await worker.getByText('ทำอย่างอื่น').click();
  await worker.getByRole('button', { name: 'ปิด: มีอาชีพและรายได้' }).click();
  await worker.getByRole('button', { name: 'ยืนยันขั้นตอนนี้' }).click();
  await expect(worker.getByText('มีอาชีพและรายได้').first()).toBeVisible();
  await worker.getByText('ทำอย่างอื่น').click();
  await expect(worker.getByText('เปิดรายกรณีอีกครั้ง')).toBeVisible();

  // In English too.
  await worker.getByRole('button', { name: 'EN' }).click();
  await expect(worker.getByText('has a livelihood').first()).toBeVisible();
  await expectGood(worker);

  // What was given out is taken back, but for the two that somebody has worked on.
  await secretariat.goto('/care/assign');
  await secretariat.getByRole('button', { name: 'ย้อนกลับ' }).click();
  await expect(secretariat.getByText('ย้อนกลับแล้ว')).toBeVisible();
  await volunteer.goto('/cases');
  await expect(volunteer.locator('a.open')).toHaveCount(0);
  await secretariat.context().close();
  await volunteer.context().close();
  await worker.context().close();
});

test('a child found in the village is entered by hand, and a dropped line loses nothing', async ({
  page,
}) => {
  await purposeStated(page);
  const answer = await page.request.post('/api/v1/session', {
    data: { login: accounts.case_worker, password },
  });
  expect(answer.ok()).toBe(true);
  await page.goto('/cases');
  await expect(page.getByText('ไม่มีรายกรณีที่รอทำ')).toBeVisible();
  await page.getByRole('link', { name: 'เพิ่มเด็กที่พบ' }).click();
  await page.getByLabel('ตำบลที่อยู่').selectOption({ index: 1 });
  await page.getByLabel('ชื่อ', { exact: true }).fill('ชูใจ');
  await expectGood(page);
  await page.setViewportSize(phone);
  await expectGood(page);
  // The line drops when the server has written it: only the answer is lost.
  await page.route('**/api/v1/cases', async (route) => {
    await route.fetch();
    await route.abort();
  });
  await page.getByRole('button', { name: 'เปิดรายกรณี' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await page.unroute('**/api/v1/cases');
  await page.getByRole('button', { name: 'เปิดรายกรณี' }).click();
  await expect(page.getByText('ชูใจ').first()).toBeVisible();
  await page.goto(`${new URL(page.url()).pathname}/mend`);
  await expect(page.getByLabel('ชื่อ', { exact: true })).toHaveValue('ชูใจ');
  await expectGood(page);
  await page.goto('/cases');
  await expect(page.locator('a.open')).toHaveCount(1);
  await page.goto('/cases?state=placed');
  await expect(page.getByText('ไม่มีรายกรณีที่ตรงกับตัวกรองนี้')).toBeVisible();
});
