import { ApiClient } from './api_client';
import { crowd, makeForum, phoneAt, seeds } from './forum_house';
import {
  expect,
  expectAccessible,
  expectFitsWidth,
  expectThumbSized,
  signIn,
  test,
} from './journey';
import { accounts, password } from './province';

// Before an assembly: many people answer a question from their phones, a moderator reads what they write, and
// the secretariat takes what they share to the agenda.

test('a resident takes part from a phone of 360 px, on a bad line, and sees where they stand', async ({
  baseURL,
  browser,
}) => {
  const api = new ApiClient(baseURL!);
  await api.signIn(accounts.secretariat, password);
  const { forum } = await makeForum(api, 2660);
  await crowd(baseURL!, forum, 30);
  const page = await phoneAt(browser, baseURL!);
  await page.goto('/forums');
  await expectAccessible(page);
  await expectFitsWidth(page);
  await page
    .getByRole('listitem')
    .filter({ hasText: 'เวทีเด็กทุกคนได้เรียน 2660' })
    .getByRole('link', { name: 'ร่วมแสดงความเห็น' })
    .click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('ทำอย่างไรให้เด็กทุกคนได้เรียน');
  await page.getByRole('button', { name: 'เริ่ม' }).click();
  await expect(page.getByRole('button', { name: 'ไม่เห็นด้วย' })).toBeVisible();
  await expectAccessible(page);
  await expectFitsWidth(page);
  await expectThumbSized(page);

  // The first by thumb; the line breaks, two more are kept; it comes back, and they are sent by themselves.
  await page.getByRole('button', { name: 'เห็นด้วย', exact: false }).first().click();
  await expect(page.getByText('ตอบแล้ว 1 ข้อ เหลือ 3 ข้อ')).toBeVisible();
  await page.context().setOffline(true);
  await page.keyboard.press('1');
  await expect(page.getByText('บันทึกไว้ในเครื่องแล้ว 1 ข้อ')).toBeVisible();
  await page.keyboard.press('2');
  await expect(page.getByText('บันทึกไว้ในเครื่องแล้ว 2 ข้อ')).toBeVisible();
  await expectAccessible(page);
  await page.context().setOffline(false);
  await expect(page.getByText('ตอบแล้ว 3 ข้อ เหลือ 1 ข้อ')).toBeVisible();
  await page.keyboard.press('3');
  await expect(page.getByText('ตอบครบทุกข้อความแล้ว')).toBeVisible();

  // A statement of one's own: one that says nearly the same is shown first.
  await page.getByText('เขียนข้อความของตนเอง').click();
  await page.getByLabel('ข้อความที่อยากให้คนอื่นตอบ').fill('ควรจัดรถรับส่งนักเรียนฟรีในทุกตำบล');
  await page.getByRole('button', { name: 'ส่งข้อความ' }).click();
  await expect(page.getByText('มีคนเขียนคล้ายกันแล้ว')).toBeVisible();
  await expect(page.getByText(seeds[0]!).last()).toBeVisible();
  await page.getByRole('button', { name: 'แก้ข้อความ' }).click();
  await page.getByLabel('ข้อความที่อยากให้คนอื่นตอบ').fill('ก'.repeat(281));
  await expect(page.getByText('ยาวเกินไป 1 ตัวอักษร')).toBeVisible();
  await page.getByLabel('ข้อความที่อยากให้คนอื่นตอบ').fill('วัดควรเปิดเป็นที่เรียนในวันหยุด');
  await page.getByRole('button', { name: 'ส่งข้อความ' }).click();
  await expect(page.getByText('ได้รับข้อความแล้ว')).toBeVisible();

  // Where they stand, in words; a vote changed later.
  await page.getByText('ส่วนของฉัน: จุดยืน').click();
  await expect(page.getByText(/ท่านเห็นเหมือนคนส่วนใหญ่ \d จาก \d ข้อ/)).toBeVisible();
  await expect(
    page.getByRole('listitem').filter({ hasText: 'วัดควรเปิดเป็นที่เรียนในวันหยุด' }),
  ).toContainText('รอผู้ดูแลอ่าน');
  const shared = page.getByRole('heading', { name: 'ท่านและทุกกลุ่มเห็นร่วมกัน' });
  await page.getByLabel(`เปลี่ยนความเห็นต่อ: ${seeds[0]}`).selectOption('agree');
  await expect(shared).toBeVisible();
  await page.getByLabel(`เปลี่ยนความเห็นต่อ: ${seeds[0]}`).selectOption('pass');
  await expect(shared).toHaveCount(0);
  await expect(page.getByText('กำลังส่ง')).toHaveCount(0);
  await expectAccessible(page);
  await expectFitsWidth(page);
  await expectThumbSized(page);

  // The device is known again, and what it changed is stored.
  await page.reload();
  await page.getByText('ส่วนของฉัน: จุดยืน').click();
  await expect(page.getByLabel(`เปลี่ยนความเห็นต่อ: ${seeds[0]}`)).toHaveValue('pass');
  const results = await api.get<{ participants: number; votes: number }>(
    `/public/40/forums/${forum}/results`,
  );
  expect(results.participants).toBe(31);
  await page.context().close();
});

test('results are live, public, accessible, in two languages, on paper and within a page of others', async ({
  baseURL,
  browser,
}) => {
  const api = new ApiClient(baseURL!);
  await api.signIn(accounts.secretariat, password);
  const { forum } = await makeForum(api, 2661);
  const page = await phoneAt(browser, baseURL!);
  await page.goto(`/forums/40/${forum}/results`);
  await expect(page.getByText('ยังมีผู้ตอบไม่พอ')).toBeVisible();
  await expectAccessible(page);
  await crowd(baseURL!, forum, 40);
  await expect(page.getByTestId('participants')).toHaveText('40', { timeout: 20_000 });
  await expect(page.getByText(seeds[0]!).first()).toBeVisible();
  await expect(page.getByText(/แม้ในกลุ่มที่เห็นด้วยน้อยที่สุด/).first()).toBeVisible({ timeout: 20_000 });
  await expectAccessible(page);
  await expectFitsWidth(page);
  await expectThumbSized(page);
  await page.getByRole('button', { name: 'EN' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('How can every child learn?');
  await expect(page.getByText('What every group agrees on')).toBeVisible();
  await expectFitsWidth(page);

  const votes = await page.request.get(`/api/v1/public/40/forums/${forum}/votes.csv`);
  expect((await votes.text()).split('\r\n')[0]).toBe('timestamp,datetime,comment-id,voter-id,vote');
  const framed = await page.request.get(`/embed/forums/40/${forum}`);
  expect(framed.headers()['content-security-policy']).toContain('frame-ancestors *');
  expect(framed.headers()['x-frame-options']).toBeUndefined();
  const whole = await page.request.get(`/forums/40/${forum}/results`);
  expect(whole.headers()['x-frame-options']).toBe('DENY');
  await page.goto(`/embed/forums/40/${forum}`);
  await expect(page.getByTestId('votes')).toHaveText('160');
  await expectAccessible(page);
  await expectFitsWidth(page);
  await page.context().close();
});

test('a moderator reads what waits, several at once, with a reason that the author reads', async ({
  baseURL,
  browser,
  page,
}) => {
  const api = new ApiClient(baseURL!);
  await api.signIn(accounts.secretariat, password);
  const { assembly, forum } = await makeForum(api, 2662);
  const phone = await phoneAt(browser, baseURL!);
  await phone.goto(`/forums/40/${forum}`);
  await phone.getByRole('button', { name: 'เริ่ม' }).click();
  for (let i = 0; i < 4; ++i) {
    await expect(phone.getByText(i ? `ตอบแล้ว ${i} ข้อ` : seeds[0]!)).toBeVisible();
    await phone.keyboard.press('1');
  }
  await phone.getByText('เขียนข้อความของตนเอง').click();
  for (const text of ['ขอให้เลิกสอบเข้า', 'นายสมมุติไม่ทำงาน', 'นายสมมุติใช้ไม่ได้']) {
    await phone.getByLabel('ข้อความที่อยากให้คนอื่นตอบ').fill(text);
    await phone.getByRole('button', { name: 'ส่งข้อความ' }).click();
    const anyway = phone.getByRole('button', { name: 'ของฉันต่างออกไป' });
    await expect(anyway.or(phone.getByText('ได้รับข้อความแล้ว'))).toBeVisible();
    if (await anyway.isVisible()) await anyway.click();
    await expect(phone.getByText('ได้รับข้อความแล้ว')).toBeVisible();
  }

  await signIn(page);
  await page.goto(`/assemblies/${assembly}/forums`);
  await expect(page.getByText('รออ่าน 3 ข้อความ')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'เวทีเด็กทุกคนได้เรียน 2662' }).click();
  await expect(page.getByRole('button', { name: 'รออ่าน 3' })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await page.getByLabel('นายสมมุติไม่ทำงาน').check();
  await page.getByLabel('นายสมมุติใช้ไม่ได้').check();
  await page.getByRole('button', { name: 'ไม่เผยแพร่ 2 ข้อความ' }).click();
  await expect(page.getByRole('button', { name: 'ไม่เผยแพร่ 2 ข้อความ' })).toBeDisabled();
  await page.getByLabel('เหตุผลที่ไม่เผยแพร่').fill('กล่าวถึงบุคคลที่ระบุตัวได้');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'ไม่เผยแพร่ 2 ข้อความ' }).click();
  await page.getByLabel('ขอให้เลิกสอบเข้า').check();
  await page.getByRole('button', { name: 'เผยแพร่ 1 ข้อความ', exact: true }).click();
  await expect(page.getByText('อ่านครบแล้ว ไม่มีข้อความรออยู่')).toBeVisible();

  await phone.reload();
  await expect(phone.getByText('ขอให้เลิกสอบเข้า')).toBeVisible();
  await phone.getByText('ส่วนของฉัน: จุดยืน').click();
  await expect(phone.getByText('ไม่เผยแพร่: กล่าวถึงบุคคลที่ระบุตัวได้')).toHaveCount(2);
  await phone.context().close();
});

test('the secretariat opens a forum, and takes what all agree on to the agenda, with links both ways', async ({
  baseURL,
  page,
}) => {
  const api = new ApiClient(baseURL!);
  await api.signIn(accounts.secretariat, password);
  const { assembly, forum, agency } = await makeForum(api, 2663);
  await crowd(baseURL!, forum, 40);
  await signIn(page);

  // A forum of their own, from a draft to open.
  await page.goto(`/assemblies/${assembly}/forums`);
  await page.getByRole('button', { name: 'เริ่มเวทีใหม่' }).click();
  await page.getByLabel('ชื่อเวทีภาษาไทย').fill('เวทีทดลองเปิด');
  await page.getByLabel('คำถามภาษาไทย').fill('ควรเริ่มที่ใด');
  await page.getByLabel('ผู้มีรหัสของเวที').check();
  await page.getByLabel('รหัสของเวที', { exact: true }).fill('เวที 2570');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'บันทึกเป็นร่าง' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('เวทีทดลองเปิด');
  await page.getByRole('button', { name: 'เปิดรับความเห็น' }).click();
  await expect(page.getByText('ยังไม่มีข้อความให้ลงความเห็น')).toBeVisible();
  await page.getByLabel('ข้อความตั้งต้น', { exact: true }).fill('หนึ่ง\n\nสอง');
  await page.getByRole('button', { name: 'เพิ่ม 2 ข้อความ' }).click();
  await page.getByRole('button', { name: 'เปิดรับความเห็น' }).click();
  await expect(page.getByRole('button', { name: 'ปิดรับความเห็น' })).toBeVisible();
  await page.getByText('ลิงก์และคิวอาร์สำหรับประชาชน').click();
  await expect(page.getByRole('img', { name: 'คิวอาร์ของเวที' })).toBeVisible();
  await page.getByText('รหัสสำหรับผู้อยู่อาศัย').click();
  await page.getByLabel('จำนวนรหัส').fill('3');
  await page.getByRole('button', { name: 'ออกรหัส' }).click();
  await expect(page.locator('code')).toHaveCount(3);
  await expectAccessible(page);
  await expectFitsWidth(page);

  // What every group agrees on becomes a proposal, which shows its votes.
  await api.post(`/assemblies/${assembly}/phase`, { to: 'agenda' });
  await page.goto(`/assemblies/${assembly}/forums/${forum}`);
  await page.getByRole('group', { name: 'ทุกกลุ่มเห็นร่วมกัน' }).getByLabel(seeds[0]!).check();
  await page.getByLabel('ชื่อเรื่องที่เสนอ').fill('รถรับส่งนักเรียน');
  await page.getByLabel('เหตุผล', { exact: true }).fill('ทุกกลุ่มเห็นร่วมกัน');
  await page.getByLabel('เสนอในนามหน่วยงาน').selectOption({ label: agency });
  await expectAccessible(page);
  await page.getByRole('button', { name: 'เสนอเป็นวาระ' }).last().click();
  await expect(page.getByText('บันทึกแล้ว พร้อมลิงก์ไปกลับ')).toBeVisible();
  await page.getByRole('link', { name: 'เป็นข้อเสนอวาระ “รถรับส่งนักเรียน”' }).click();
  await expect(page.getByText('มาจากความเห็นของประชาชน')).toBeVisible();
  await expect(page.getByText(/เห็นด้วย 100\s?% ไม่เห็นด้วย 0\s?% จาก 40 คน/)).toBeVisible();
  await page.getByRole('link', { name: /^เวที เวทีเด็กทุกคนได้เรียน/ }).click();
  await expect(page.getByTestId('votes')).toHaveText('160');
});
