import { expect as plainExpect, type Browser, type Page } from '@playwright/test';
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

// A child is referred from agency to agency: refused, not answered in time, and its consent withdrawn.

interface House {
  api: ApiClient;
  sender: string;
  recipient: string;
  hospital: string;
  hospital_id: number;
  case_id: number;
  child: { given_name: string; surname: string; phone: string };
}

/** Two agencies with a case worker each, and a child of the first one's. */
async function twoAgencies(base: string, of: string): Promise<House> {
  const api = new ApiClient(base);
  await api.signIn(accounts.secretariat, password);
  const agency = (name: string) =>
    api.post<{ id: number }>('/agencies', {
      name_th: name, name_en: '', sector: 'state', ministry: '', kind: '', mandate_th: '', mandate_en: '',
      area_code: '40',
    }); // prettier-ignore
  const hospital = `โรงพยาบาลทดลอง ${of}`;
  const welfare = await agency(`สำนักงานส่งต่อ ${of}`);
  const other = await agency(hospital);
  const sender = `sender.${of}`;
  const recipient = `recipient.${of}`;
  for (const [login, agency_id] of [[sender, welfare.id], [recipient, other.id]] as const)
    await api.post('/accounts', { login, display_name: login, role: 'case_worker', agency_id, password }); // prettier-ignore
  await api.post('/services', {
    id: 0, agency_id: other.id, kind: 'health_care', name_th: `ตรวจสายตา ${of}`, name_en: '', area_code: '40',
    capacity: 5, answer_days: 3, is_open: true,
  }); // prettier-ignore
  const worker = new ApiClient(base);
  await worker.signIn(sender, password);
  const child = { given_name: `ทดลอง${of}`, surname: 'ส่งต่อ', phone: '0890000000' };
  const made = await worker.post<{ id: number }>('/cases', {
    origin: 'by_hand', subdistrict_code: '400101', sex: 'female', note: '',
    child: {
      ...child, nickname: 'หนู', citizen_id: '', birth_date: '2014-03-02', guardian_name: 'ผู้ปกครองทดลอง',
      house_no: '1', village_no: '2', village_name: 'บ้านทดลอง', last_school: '',
    },
  }); // prettier-ignore
  return { api, sender, recipient, hospital, hospital_id: other.id, case_id: made.id, child };
}

async function pageOf(
  browser: Browser,
  baseURL: string,
  login: string,
  phone = false,
): Promise<Page> {
  const context = await browser.newContext({
    baseURL,
    locale: 'th-TH',
    viewport: phone ? { width: 360, height: 740 } : { width: 1280, height: 900 },
  });
  const page = await context.newPage();
  await purposeStated(page);
  const answer = await page.request.post('/api/v1/session', { data: { login, password } });
  plainExpect(answer.ok()).toBe(true);
  return page;
}

async function look(page: Page) {
  await page.waitForLoadState('networkidle');
  await expectAccessible(page);
  await expectFitsWidth(page);
  if (page.viewportSize()!.width < 640) await expectThumbSized(page);
}

/** From the case to a referral that waits in the hospital's inbox; its address. */
async function refer(page: Page, house: House, words: string): Promise<string> {
  await page.goto(`/cases/${house.case_id}/refer`);
  await page.getByLabel('เด็กต้องการอะไร', { exact: true }).selectOption('health_care');
  await page.getByRole('radio', { name: new RegExp(house.hospital) }).check();
  await page.getByLabel('บอกหน่วยงานปลายทางว่าเด็กต้องการอะไร').fill(words);
  await look(page);
  await page.getByRole('button', { name: 'ต่อไป ตรวจความยินยอม' }).click();
  await expect(page.getByText('ยังไม่ได้ให้ข้อมูลใคร')).toBeVisible();
  return new URL(page.url()).pathname;
}

async function consentAndSend(page: Page, referral: string) {
  await page.getByRole('button', { name: 'เลือกความยินยอมหรือฐาน' }).click();
  await page.getByRole('link', { name: 'บันทึกความยินยอมหรือฐาน' }).click();
  await page.getByLabel('เพื่ออะไร').fill('ตรวจและทำแว่นตา');
  await page.getByLabel('โทรศัพท์').uncheck();
  await page.getByLabel('ชื่อผู้ให้ความยินยอม').fill('ผู้ปกครองทดลอง');
  await look(page);
  await page.getByRole('button', { name: 'บันทึก', exact: true }).click();
  await expect(page).toHaveURL(new RegExp(referral));
  await page.getByRole('button', { name: 'เลือกความยินยอมหรือฐาน' }).first().click();
  await page.getByRole('button', { name: 'เลือกความยินยอมหรือฐาน' }).last().click();
  await page.getByRole('button', { name: 'ส่งให้หน่วยงาน' }).first().click();
  await page.getByRole('button', { name: 'ส่งให้หน่วยงาน' }).last().click();
  await expect(page.getByText('ถึงคราวของ', { exact: false })).toContainText('โรงพยาบาลทดลอง');
}

test('a referral is refused with a reason, and the sender reads it', async ({
  browser,
  baseURL,
}) => {
  const house = await twoAgencies(baseURL!, 'refuse');
  const sender = await pageOf(browser, baseURL!, house.sender);
  const referral = await refer(sender, house, 'มองกระดานไม่ชัด');
  await consentAndSend(sender, referral);

  const hospital = await pageOf(browser, baseURL!, house.recipient, true);
  await hospital.goto('/');
  await expect(hospital.getByText('ส่งต่อเด็กหนึ่งคนมาให้หน่วยงานของท่าน')).toBeVisible();
  await hospital.goto('/inbox');
  await expect(hospital.getByRole('link', { name: 'รักษาหรือฟื้นฟูสุขภาพ' })).toBeVisible();
  await look(hospital);
  await hospital.getByRole('link', { name: 'รักษาหรือฟื้นฟูสุขภาพ' }).click();
  await expect(
    hospital.getByText(`${house.child.given_name} ${house.child.surname}`),
  ).toBeVisible();
  await expect(hospital.getByText('มองกระดานไม่ชัด')).toBeVisible();
  await expect(hospital.getByText(house.child.phone)).toHaveCount(0);
  await expect(hospital.getByRole('link', { name: 'รายกรณี' })).toHaveCount(0);
  await look(hospital);
  await hospital.getByRole('button', { name: 'รับเรื่องไว้แล้ว' }).click();
  await hospital.getByRole('button', { name: 'รับเด็กไม่ได้' }).click();
  await hospital.getByLabel('รับไม่ได้เพราะอะไร').selectOption('no_place');
  await look(hospital);
  await hospital.getByRole('button', { name: 'รับเด็กไม่ได้' }).last().click();
  await expect(hospital.getByText('ดูข้อมูลเด็กคนนี้ไม่ได้แล้ว')).toBeVisible();
  await expect(hospital.getByText(house.child.given_name)).toHaveCount(0);

  await sender.goto('/referrals');
  await expect(sender.getByText('ไม่มีที่ว่าง')).toBeVisible();
  await look(sender);
  await sender.getByRole('link', { name: 'รักษาหรือฟื้นฟูสุขภาพ' }).click();
  await sender.getByRole('button', { name: 'รับทราบผลแล้ว' }).click();
  await expect(sender.getByText('จบแล้ว').first()).toBeVisible();
  await sender.goto('/referrals');
  await expect(sender.getByText('ไม่มีเรื่องรอท่าน')).toBeVisible();
});

test('what nobody answers in time comes to the secretariat by itself', async ({
  browser,
  baseURL,
}) => {
  const house = await twoAgencies(baseURL!, 'expire');
  const sender = await pageOf(browser, baseURL!, house.sender);
  const referral = await refer(sender, house, 'ปวดหูบ่อย');
  await consentAndSend(sender, referral);
  // Sent again as a page would, with two seconds to answer in.
  const worker = new ApiClient(baseURL!);
  await worker.signIn(house.sender, password);
  const id = Number(referral.split('/').at(-1));
  const bases = await worker.get<{ id: number }[]>(`/cases/${house.case_id}/legal-bases`);
  const draft = await worker.post<{ line: { id: number }; version: number }>(
    `/cases/${house.case_id}/referrals`,
    { to_agency: house.hospital_id, kind: 'health_care', is_urgent: true, words: 'ปวดหูมาก' },
  );
  const step = (version: number, more: object) =>
    worker.post<{ version: number }>(`/referrals/${draft.line.id}/steps`, {
      words: '',
      version,
      ...more,
    });
  const checked = await step(draft.version, { verb: 'check_basis', basis: bases[0]!.id });
  await step(checked.version, { verb: 'send', answer_by: Date.now() + 2_000 });
  expect(id).not.toBe(draft.line.id);

  const secretariat = await pageOf(browser, baseURL!, accounts.secretariat);
  await expect(async () => {
    await secretariat.goto('/referrals?list=expired');
    await expect(secretariat.getByText(house.hospital)).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await look(secretariat);
  await secretariat.goto('/notices');
  await expect(
    secretariat.getByText('ไม่มีใครตอบ').or(secretariat.getByText('เลยกำหนดตอบแล้ว')).first(),
  ).toBeVisible();
  await expect(secretariat.getByText(house.child.given_name)).toHaveCount(0);
  await look(secretariat);
  await secretariat.goto('/board');
  await expect(secretariat.getByRole('heading', { name: 'ตามหน่วยงาน' })).toBeVisible();
  await expect(secretariat.getByRole('row', { name: new RegExp(house.hospital) })).toBeVisible();
  await look(secretariat);
});

test('a family withdraws its consent, and the page that is open at the hospital goes blank', async ({
  browser,
  baseURL,
}) => {
  const house = await twoAgencies(baseURL!, 'withdraw');
  const sender = await pageOf(browser, baseURL!, house.sender, true);
  const referral = await refer(sender, house, 'ฟันผุ');
  await consentAndSend(sender, referral);
  const hospital = await pageOf(browser, baseURL!, house.recipient);
  await hospital.goto(referral);
  await expect(hospital.getByText(house.child.given_name)).toBeVisible();

  await sender.goto(`/cases/${house.case_id}/legal-bases`);
  await look(sender);
  await sender.getByRole('button', { name: 'ถอนความยินยอม' }).click();
  await sender.getByRole('dialog').getByRole('button', { name: 'ถอนความยินยอม' }).click();
  await expect(sender.getByText('ถอนเมื่อ')).toBeVisible();

  // Nobody touched the hospital's page.
  await expect(hospital.getByText(house.child.given_name)).toHaveCount(0);
  await expect(hospital.getByText('ดูข้อมูลเด็กคนนี้ไม่ได้แล้ว')).toBeVisible();
  await expect(hospital.getByText('ฟันผุ')).toHaveCount(0);
  await hospital.goto('/inbox');
  await expect(hospital.getByText('ไม่มีเรื่องรอหน่วยงานของท่าน')).toBeVisible();
});

test('the lead unit writes down what was agreed, and an agency does its task', async ({
  browser,
  baseURL,
}) => {
  const house = await twoAgencies(baseURL!, 'agree');
  const secretariat = await pageOf(browser, baseURL!, accounts.secretariat);
  await secretariat.goto('/board/meetings');
  await secretariat.getByRole('button', { name: 'บันทึกการประชุม' }).click();
  await secretariat.getByLabel('เรื่อง', { exact: true }).fill('เด็กที่รอคิวตรวจสายตา');
  await secretariat.getByLabel('บันทึก', { exact: true }).fill('ตกลงเพิ่มวันตรวจ');
  await secretariat.getByRole('button', { name: 'บันทึก', exact: true }).click();
  await secretariat.getByRole('button', { name: 'มอบงาน' }).first().click();
  await secretariat.getByLabel('งานที่ต้องทำ').fill('เปิดวันตรวจเพิ่มเดือนละสองวัน');
  await secretariat.getByLabel('ใครทำ').selectOption({ label: house.hospital });
  await secretariat.getByLabel('เสร็จภายใน').fill('10/12/2599');
  await look(secretariat);
  await secretariat.getByRole('button', { name: 'มอบงาน', exact: true }).click();
  await expect(secretariat.getByText('เปิดวันตรวจเพิ่มเดือนละสองวัน')).toBeVisible();

  const hospital = await pageOf(browser, baseURL!, house.recipient, true);
  await hospital.goto('/board/meetings');
  await look(hospital);
  await hospital.getByRole('button', { name: 'ทำเสร็จแล้ว' }).click();
  await expect(hospital.getByText('เสร็จแล้ว', { exact: true })).toBeVisible();
});
