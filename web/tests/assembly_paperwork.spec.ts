import type { Locator } from '@playwright/test';
import decodeQR from 'qr/decode.js';
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
import { accounts, password } from './province';

// What the secretariat does on paper and on the agenda.

/** What a camera reads of a code on the page. */
async function readCode(code: Locator): Promise<string> {
  const [box, path] = await code.evaluate((svg) => [
    svg.getAttribute('viewBox')!,
    svg.querySelector('path')!.getAttribute('d')!,
  ]);
  const scale = 4;
  const side = Number(box!.split(' ')[2]) * scale;
  const data = new Uint8Array(side * side * 4).fill(255);
  for (const [, x, y] of path!.matchAll(/M(\d+) (\d+)h1/g))
    for (let dy = 0; dy < scale; ++dy)
      data.fill(
        0,
        ((Number(y) * scale + dy) * side + Number(x) * scale) * 4,
        ((Number(y) * scale + dy) * side + (Number(x) + 1) * scale) * 4,
      );
  return decodeQR({ width: side, height: side, data });
}

test('invitations of all who have not accepted are printed at once, and each lets its person in', async ({
  page,
  browser,
  baseURL,
}) => {
  const api = new ApiClient(baseURL!);
  await api.signIn(accounts.secretariat, password);
  const { id } = await api.post<{ id: number }>('/assemblies', {
    year_be: 2641, title_th: 'สมัชชาที่ส่งหนังสือเชิญ', title_en: '', calendar: [],
  }); // prettier-ignore
  const media = await api.post<{ id: number }>('/agencies', {
    name_th: 'วิทยุชุมชนทดลอง', name_en: '', sector: 'media', ministry: '', kind: '', mandate_th: '',
    mandate_en: '', area_code: '40',
  }); // prettier-ignore
  await signIn(page);
  await page.goto(`/assemblies/${id}/delegations`);
  await page.getByRole('link', { name: 'หนังสือเชิญทั้งหมด เพื่อพิมพ์' }).click();
  await expect(page.getByText('ลิงก์ที่เคยส่งให้ผู้ที่ยังไม่ตอบรับจะใช้ไม่ได้อีก')).toBeVisible();
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 800 });
    await expectAccessible(page);
    await expectFitsWidth(page);
  }
  await expectThumbSized(page);
  for (const sector of ['ภาครัฐ', 'วิชาการและวิชาชีพ', 'เอกชนและประชาสังคม'])
    await page.getByRole('checkbox', { name: new RegExp(`^${sector}`) }).uncheck();
  await page.getByRole('button', { name: 'ออกหนังสือเชิญ' }).click();
  const letter = page.getByTestId('letter').filter({ hasText: 'วิทยุชุมชนทดลอง' });
  await expect(letter).toBeVisible();
  await expectAccessible(page);
  await expectFitsWidth(page);

  // As many sheets as letters, with nothing of the screen on them.
  const letters = await page.getByTestId('letter').count();
  const pdf = (await page.pdf({ format: 'A4' })).toString('latin1');
  expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(letters);

  const link = await letter.getByText(/\/invitation#40\./).innerText();
  expect(await readCode(letter.getByRole('img'))).toBe(link);
  const guest = await (await browser.newContext({ locale: 'th-TH' })).newPage();
  await guest.goto(link.replace(/^https?:\/\/[^/]+/, baseURL!));
  await guest.getByLabel('ชื่อผู้ใช้').fill('radio2641');
  await guest.getByLabel('ตั้งรหัสผ่าน').fill(password);
  await guest.getByRole('button', { name: 'ตอบรับและเข้าสมัชชา' }).click();
  await expect(guest).toHaveURL(/\/assemblies\/\d+$/);
  const delegates = await api.get<{ agency_id: number; accepted_at?: number }[]>(
    `/assemblies/${id}/delegates`,
  );
  expect(delegates.find((one) => one.agency_id === media.id)?.accepted_at).toBeTruthy();
  // Who has accepted gets no second letter.
  await page.goto(`/assemblies/${id}/invitations`);
  for (const sector of ['ภาครัฐ', 'วิชาการและวิชาชีพ', 'เอกชนและประชาสังคม'])
    await page.getByRole('checkbox', { name: new RegExp(`^${sector}`) }).uncheck();
  await page.getByRole('button', { name: 'ออกหนังสือเชิญ' }).click();
  await expect(page.getByText('วิทยุชุมชนทดลอง')).toHaveCount(0);
});

test('a proposal leads to its agenda item and back; an item is withdrawn with its reason', async ({
  page,
  baseURL,
}) => {
  const house = await dayOfAssembly(baseURL!, 2642);
  const go = (to: string) => house.api.post(`${house.home}/phase`, { to });
  for (const phase of ['hearings', 'drafting', 'agenda']) await go(phase);
  const delegate = new ApiClient(baseURL!);
  await delegate.signIn('room2642.2', password);
  await delegate.post(`${house.home}/proposals`, {
    title_th: 'อาหารเช้าในโรงเรียน', title_en: 'Breakfast at school', reason: 'เด็กหิวตอนเช้า',
  }); // prettier-ignore
  await signIn(page);
  await page.goto(`${house.home}/agenda`);
  await page.getByText('ตอบข้อเสนอนี้').click();
  await page.getByLabel('คำตอบถึงผู้เสนอ').fill('สำคัญ');
  await page.getByRole('button', { name: 'เลือกเข้าวาระ', exact: true }).click();
  await page.getByRole('button', { name: 'ตั้งเป็นระเบียบวาระ' }).click();
  await expect(page.getByLabel('ชื่อเรื่องภาษาไทย')).toHaveValue('อาหารเช้าในโรงเรียน');
  await page.getByLabel('ห้องที่พิจารณา').selectOption({ index: 1 });
  await page.getByLabel('หน่วยงานหลัก').selectOption({ label: house.agencies[0]! });
  await page.locator('[id^="proposal-"]').getByRole('button', { name: 'เพิ่มวาระ' }).click();
  await expect(page.getByRole('link', { name: /^เป็นระเบียบวาระที่ ๒/ })).toBeVisible();
  await expect(
    page.getByRole('link', { name: `อาหารเช้าในโรงเรียน (${house.agencies[1]})` }),
  ).toBeVisible();

  const item = page.getByRole('listitem').filter({ hasText: 'มาจากข้อเสนอ:' });
  await item.getByText('ถอนวาระนี้').click();
  await item.getByLabel('เหตุผลที่ถอน').fill('รวมกับวาระแรกแล้ว');
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 800 });
    await expectAccessible(page);
    await expectFitsWidth(page);
  }
  await expectThumbSized(page);
  await item.getByRole('button', { name: 'ถอนวาระ', exact: true }).click();
  await page.getByText('วาระที่ถอนแล้ว 1 เรื่อง').click();
  await expect(page.getByText('รวมกับวาระแรกแล้ว')).toBeVisible();
  await expect(page.getByText('ถอนแล้ว', { exact: true })).toBeVisible();
  await page.goto(`${house.home}/log`);
  await expect(page.getByText('ถอนระเบียบวาระที่ ๒ อาหารเช้าในโรงเรียน')).toBeVisible();
});
