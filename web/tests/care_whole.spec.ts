import { ApiClient } from './api_client';
import {
  addAgency,
  areKept,
  consentAndSend,
  look,
  pageOf,
  refer,
  setUpPhone,
  treatment,
  unlock,
} from './care_house';
import { expect, shownNumber, test } from './journey';
import { accounts, password } from './province';

// From the number to a child at a door and to the agency that helps: data officer, volunteer on a phone without a line,
// case worker, and the agency that is asked; each a browser of its own.

const people = {
  volunteer: 'whole.volunteer',
  worker: 'whole.worker',
  nurse: 'whole.nurse',
} as const;
const hospital = 'โรงพยาบาลทดลอง ทั้งเรื่อง';

interface Listed {
  id: number;
  state: string;
}

test('a child is found without a line, referred, refused, left unanswered, and forgotten when the family says so', async ({
  browser,
  baseURL,
}) => {
  test.setTimeout(240_000);
  const api = new ApiClient(baseURL!);
  await api.signIn(accounts.secretariat, password);
  const social = await addAgency(api, 'สำนักงานทดลอง ทั้งเรื่อง', people.worker);
  const asked = await addAgency(api, hospital, people.nurse);
  await api.post('/services', treatment(asked.id, 'ตรวจสายตา ทั้งเรื่อง'));
  await api.post('/accounts', {
    login: people.volunteer, display_name: 'อสม. ทั้งเรื่อง', role: 'volunteer', password,
  }); // prettier-ignore
  const workers = await api.get<{ account_id: number; name: string }[]>('/care-workers');
  const idOf = (name: string) => workers.find((one) => one.name === name)!.account_id;
  await api.put(`/care-workers/${idOf(people.worker)}`, {
    subdistricts: [], is_coordinator: true, is_duty_officer: false,
  }); // prettier-ignore
  const { id: situation } = await api.get<Listed>('/situations/latest');
  const { children: listed } = await api.get<{
    children: { person_id: number; subdistrict_code: string }[];
  }>(`/situations/${situation}/children`);
  for (const { person_id, subdistrict_code } of listed.slice(0, 2)) {
    const made = await api.post<Listed>('/cases', {
      origin: 'by_hand',
      person_id,
      subdistrict_code,
    });
    await api.put(`/cases/${made.id}/worker`, {
      worker_id: idOf('อสม. ทั้งเรื่อง'), agency_id: social.id,
    }); // prettier-ignore
  }

  // The data officer reads the number, and sees nobody.
  const officer = await pageOf(browser, baseURL!, accounts.officer);
  await officer.goto('/situation');
  const number = await shownNumber(officer);
  await officer.goto('/cases');
  await expect(officer.getByRole('main')).not.toContainText('งานที่ครบกำหนดก่อนอยู่บนสุด');

  // In the village there is no line: one child is in school, the other is met at home.
  const volunteer = await pageOf(browser, baseURL!, people.volunteer, true);
  await setUpPhone(volunteer, people.volunteer, '');
  await areKept(volunteer);
  await volunteer.context().setOffline(true);
  await volunteer.reload();
  await unlock(volunteer);
  const children = volunteer.locator('main a[href^="/visits/"]');
  await expect(children).toHaveCount(2);
  const [in_school, at_home] = await children.evaluateAll((all) =>
    all.map((one) => one.getAttribute('href')!),
  );
  const open = (address: string) => volunteer.locator(`main a[href="${address}"]`).click();
  await open(in_school!);
  await volunteer.getByRole('button', { name: 'เด็กเรียนอยู่' }).click();
  await volunteer.getByRole('textbox').fill('วิทยาลัยทดลอง');
  await volunteer.getByRole('button', { name: 'ต่อไป' }).click();
  await volunteer.getByRole('button', { name: 'บันทึกการเยี่ยม' }).click();
  await expect(volunteer.getByText(/ยังไม่ได้ส่ง/).first()).toBeVisible();
  await look(volunteer);
  await volunteer
    .getByRole('link', { name: /เยี่ยมเด็ก/ })
    .first()
    .click();
  await open(at_home!);
  await volunteer.getByRole('button', { name: 'พบเด็ก ไม่ได้เรียน' }).click();
  await volunteer.getByRole('button', { name: 'บันทึกการเยี่ยม' }).click();
  await volunteer.context().setOffline(false);
  const worker_api = new ApiClient(baseURL!);
  await worker_api.signIn(people.worker, password);
  const case_id = Number(at_home!.split('/').at(-1));
  const state = async () => (await worker_api.get<Listed>(`/cases/${case_id}`)).state;
  await expect.poll(state, { timeout: 40_000 }).toBe('verified');

  // Who is in school is out of the number.
  await officer.goto('/situation');
  expect(await shownNumber(officer)).toBe(number - 1);

  // The case worker asks the hospital, which has no place and says so.
  const worker = await pageOf(browser, baseURL!, people.worker);
  const first = await refer(worker, case_id, hospital, 'มองกระดานไม่ชัด');
  await consentAndSend(worker, first);
  const child = (await worker_api.get<{ child: { given_name: string } }>(`/cases/${case_id}`)).child
    .given_name;
  const nurse = await pageOf(browser, baseURL!, people.nurse, true);
  await nurse.goto('/inbox');
  await nurse.getByRole('link', { name: 'รักษาหรือฟื้นฟูสุขภาพ' }).click();
  await expect(nurse.getByText(child)).toBeVisible();
  await expect(nurse.getByText('มองกระดานไม่ชัด')).toBeVisible();
  await expect(nurse.getByRole('link', { name: 'รายกรณี' })).toHaveCount(0);
  await look(nurse);
  await nurse.getByRole('button', { name: 'รับเรื่องไว้แล้ว' }).click();
  await nurse.getByRole('button', { name: 'รับเด็กไม่ได้' }).click();
  await nurse.getByLabel('รับไม่ได้เพราะอะไร').selectOption('no_place');
  await nurse.getByRole('button', { name: 'รับเด็กไม่ได้' }).last().click();
  await expect(nurse.getByText('ดูข้อมูลเด็กคนนี้ไม่ได้แล้ว')).toBeVisible();
  await expect(nurse.getByText(child)).toHaveCount(0);
  await worker.goto('/referrals');
  await expect(worker.getByText('ไม่มีที่ว่าง')).toBeVisible();
  await worker.getByRole('link', { name: 'รักษาหรือฟื้นฟูสุขภาพ' }).click();
  await worker.getByRole('button', { name: 'รับทราบผลแล้ว' }).click();
  await expect(worker.getByText('จบแล้ว').first()).toBeVisible();

  // Asked again, with a second to answer in, and once more with time.
  const [basis] = await worker_api.get<{ id: number }[]>(`/cases/${case_id}/legal-bases`);
  const send = async (words: string, more: object) => {
    const draft = await worker_api.post<{ line: { id: number }; version: number }>(
      `/cases/${case_id}/referrals`,
      { to_agency: asked.id, kind: 'health_care', is_urgent: true, words },
    );
    const step = (version: number, of: object) =>
      worker_api.post<{ version: number }>(`/referrals/${draft.line.id}/steps`, {
        words: '',
        version,
        ...of,
      });
    const checked = await step(draft.version, { verb: 'check_basis', basis: basis!.id });
    await step(checked.version, { verb: 'send', ...more });
    return `/referrals/${draft.line.id}`;
  };
  const unanswered = await send('ปวดหูมาก', { answer_by: Date.now() + 1_000 });
  const waiting = await send('ฟันผุ', {});
  await nurse.goto(waiting);
  await expect(nurse.getByText('ฟันผุ')).toBeVisible();

  // What nobody answered comes to the secretariat by itself, in its list, its notices and on its board.
  await expect
    .poll(async () => (await api.get<{ line: Listed }>(unanswered)).line.state)
    .toBe('expired');
  const secretariat = await pageOf(browser, baseURL!, accounts.secretariat);
  await secretariat.goto('/referrals?list=expired');
  await expect(secretariat.getByText(hospital)).toBeVisible();
  await look(secretariat);
  await secretariat.goto('/notices');
  await expect(secretariat.getByText('เลยกำหนดตอบแล้ว').first()).toBeVisible();
  await expect(secretariat.getByText(child)).toHaveCount(0);
  await secretariat.goto('/board');
  await expect(secretariat.getByRole('row', { name: new RegExp(hospital) })).toBeVisible();

  // The family withdraws its consent: the page that is open at the hospital goes blank.
  await worker.goto(`/cases/${case_id}/legal-bases`);
  await worker.getByRole('button', { name: 'ถอนความยินยอม' }).click();
  await worker.getByRole('dialog').getByRole('button', { name: 'ถอนความยินยอม' }).click();
  await expect(worker.getByText('ถอนเมื่อ')).toBeVisible();
  await expect(nurse.getByText(child)).toHaveCount(0);
  await expect(nurse.getByText('ดูข้อมูลเด็กคนนี้ไม่ได้แล้ว')).toBeVisible();
  await expect(nurse.getByText('ฟันผุ')).toHaveCount(0);
  await nurse.goto('/inbox');
  await expect(nurse.getByText('ไม่มีเรื่องรอหน่วยงานของท่าน')).toBeVisible();
  for (const page of [officer, volunteer, worker, nurse, secretariat]) await page.context().close();
});
