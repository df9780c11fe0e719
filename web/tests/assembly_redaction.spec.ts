import { ApiClient } from './api_client';
import { dayOfAssembly } from './assembly_house';
import {
  expect,
  expectAccessible,
  expectFitsWidth,
  expectThumbSized,
  signIn,
  test,
} from './journey';
import { password } from './province';

// A person asks not to be named any more: one request finds every place, two people see it, one chain stays whole.

test('one request takes a name out of every entry, shown to both before it is done', async ({
  page: first,
  browser,
  baseURL,
}) => {
  const house = await dayOfAssembly(baseURL!, 2670);
  const { agency_id } = (
    await house.api.get<{ agency_id: number }[]>(`${house.home}/agencies`)
  )[0]!;
  const name = 'สมหญิง ทดลองปกปิด';
  await house.api.post(`${house.home}/delegates`, { agency_id, name, is_alternate: true });
  const delegate = new ApiClient(baseURL!);
  await delegate.signIn('room2670.1', password);
  const { draft } = await delegate.get<{ draft: { text: { paragraphs: { id: number }[] } } }>(
    `/drafts/${house.draft}`,
  );
  await delegate.post(`/drafts/${house.draft}/comments`, {
    words: { paragraph_id: draft.text.paragraphs[0]!.id, quote: '๑ ปี', occurrence: 0 },
    text: `ขอให้${name} อธิบาย`,
  });
  await house.api.post('/accounts', {
    login: 'second2670', display_name: 'เลขานุการคนที่สอง', role: 'secretariat', password,
  }); // prettier-ignore

  await signIn(first);
  await first.goto(`${house.home}/log`);
  await first.getByRole('button', { name: 'ปกปิดถ้อยคำเกี่ยวกับบุคคล' }).click();
  const form = first.getByRole('dialog');
  await form.getByLabel('ถ้อยคำที่ให้ปกปิด').fill('ไม่มีใครชื่อนี้');
  await form.getByRole('button', { name: 'แสดงที่ที่ปรากฏ' }).click();
  await expect(form.getByText('ไม่มีรายการใดในบันทึกที่มีถ้อยคำนี้')).toBeVisible();
  await form.getByLabel('ถ้อยคำที่ให้ปกปิด').fill(name);
  await form.getByRole('button', { name: 'แสดงที่ที่ปรากฏ' }).click();
  await expect(form.getByText('ปรากฏในบันทึก 2 รายการ')).toBeVisible();
  await expect(form.locator('mark')).toHaveText([name, name]);
  for (const width of [1280, 360]) {
    await first.setViewportSize({ width, height: 800 });
    await expectAccessible(first);
    await expectFitsWidth(first);
  }
  await expectThumbSized(first);
  await form.getByLabel('เหตุผล').fill('เจ้าตัวขอ');
  await form.getByRole('button', { name: 'ส่งคำขอปกปิด' }).click();
  await expect(first.getByText('รออีกบัญชีหนึ่งของฝ่ายเลขานุการยืนยัน')).toBeVisible();

  const context = await browser.newContext({ baseURL, locale: 'th-TH' });
  const second = await context.newPage();
  await second.request.post('/api/v1/session', { data: { login: 'second2670', password } });
  await second.goto(`${house.home}/log`);
  // Nobody agrees to what they have not seen.
  await expect(second.getByText(`ขอปกปิด “${name}”`)).toBeVisible();
  await expect(second.getByRole('button', { name: 'ยืนยันปกปิดถาวร' })).toHaveCount(0);
  await second.getByRole('button', { name: 'แสดงที่ที่ปรากฏ' }).click();
  await expect(second.locator('mark')).toHaveText([name, name]);
  await expectAccessible(second);
  await second.getByRole('button', { name: 'ยืนยันปกปิดถาวร' }).click();
  for (const page of [first, second]) {
    await expect(page.getByText(/ปกปิดแล้วในรายการที่ \d+, \d+/)).toBeVisible();
    await expect(page.getByText(name)).toHaveCount(0);
  }
  await first.goto(`${house.home}/delegations`);
  await expect(first.getByText('•••••')).toBeVisible();
  await expect(first.getByText(name)).toHaveCount(0);
  await first.goto(`${house.home}/drafts/${house.draft}`);
  await expect(first.getByText('ขอให้••••• อธิบาย')).toBeVisible();
  await context.close();
});

test('an English page hears of a translation, and its log calls things in English', async ({
  browser,
  baseURL,
}) => {
  const house = await dayOfAssembly(baseURL!, 2671);
  const context = await browser.newContext({ baseURL, locale: 'en-GB' });
  const page = await context.newPage();
  await page.addInitScript(() => localStorage.setItem('samatcha.language', 'en'));
  await page.request.post('/api/v1/session', { data: { login: 'room2671.1', password } });
  await page.goto(house.room);
  await expect(page.getByText('ขอให้ค้นหาเด็กให้ครบภายใน ๑ ปี').first()).toBeVisible();
  const { draft } = await house.api.get<{
    draft: { version: number; text: { paragraphs: { id: number }[] } };
  }>(`/drafts/${house.draft}`);
  await house.api.put(`/drafts/${house.draft}/translation`, {
    version: draft.version,
    paragraphs: [{ id: draft.text.paragraphs[0]!.id, text: 'Asks to find every child in a year' }],
  });
  await expect(page.getByText('Asks to find every child in a year').first()).toBeVisible();

  await page.goto(`${house.home}/log`);
  await expect(
    page.getByText('Find, care, refer is written, version 1', { exact: true }),
  ).toBeVisible();
  await expect(page.getByText('Item 1 is added: Find, care, refer')).toBeVisible();
  await context.close();
});
