import { expect, type Browser, type Page } from '@playwright/test';
import type { ApiClient } from './api_client';
import { expectAccessible, expectFitsWidth, expectThumbSized, purposeStated } from './journey';
import { password } from './province';

// What journeys of several people about one child have in common.

/** With a case worker. */
export async function addAgency(
  api: ApiClient,
  name_th: string,
  worker: string,
): Promise<{ id: number }> {
  const made = await api.post<{ id: number }>('/agencies', {
    name_th, name_en: '', sector: 'state', ministry: '', kind: '', mandate_th: '', mandate_en: '', area_code: '40',
  }); // prettier-ignore
  await api.post('/accounts', {
    login: worker, display_name: worker, role: 'case_worker', agency_id: made.id, password,
  }); // prettier-ignore
  return made;
}

export const treatment = (agency_id: number, name_th: string) => ({
  id: 0, agency_id, kind: 'health_care', name_th, name_en: '', area_code: '40', capacity: 5, answer_days: 3,
  is_open: true,
}); // prettier-ignore

export async function pageOf(
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
  expect(answer.ok()).toBe(true);
  return page;
}

export async function look(page: Page) {
  await page.waitForLoadState('networkidle');
  await expectAccessible(page);
  await expectFitsWidth(page);
  if (page.viewportSize()!.width < 640) await expectThumbSized(page);
}

/** From the case to a referral that waits in the hospital's inbox; its address. */
export async function refer(
  page: Page,
  case_id: number,
  hospital: string,
  words: string,
): Promise<string> {
  await page.goto(`/cases/${case_id}/refer`);
  await page.getByLabel('เด็กต้องการอะไร', { exact: true }).selectOption('health_care');
  await page.getByRole('radio', { name: new RegExp(hospital) }).check();
  await page.getByLabel('บอกหน่วยงานปลายทางว่าเด็กต้องการอะไร').fill(words);
  await look(page);
  await page.getByRole('button', { name: 'ต่อไป ตรวจความยินยอม' }).click();
  await expect(page.getByText('ยังไม่ได้ให้ข้อมูลใคร')).toBeVisible();
  return new URL(page.url()).pathname;
}

export async function consentAndSend(page: Page, referral: string) {
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

export const pin = '203948';

export async function setUpPhone(page: Page, login: string, child: string): Promise<void> {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.request.post('/api/v1/session', { data: { login, password } });
  await page.goto('/visits');
  await page.getByLabel('ตั้งรหัส PIN').fill(pin);
  await page.getByLabel('รหัส PIN อีกครั้ง').fill(pin);
  await page.getByRole('button', { name: 'เริ่มใช้เครื่องนี้' }).click();
  await expect(page.getByRole('link', { name: child }).first()).toBeVisible();
  await expect(page.getByText('ส่งครบแล้ว')).toBeVisible();
}

export async function unlock(page: Page, with_pin = pin): Promise<void> {
  await page.getByLabel('รหัส PIN ของเครื่องนี้').fill(with_pin);
  await page.getByRole('button', { name: 'เปิดรายชื่อเด็ก' }).click();
}

/** The pages of the visit are on the device, with all that they import. */
export async function areKept(page: Page): Promise<void> {
  const kept = async () => {
    const urls: string[] = [];
    for (const cache of await caches.keys())
      for (const { url } of await (await caches.open(cache)).keys()) urls.push(url);
    const fetched = performance
      .getEntriesByType('resource')
      .map((one) => one.name)
      .filter((one) => one.includes('/assets/'));
    const is_there = (name: string) =>
      urls.some((url) => url.includes(`/assets/${name}-`) && url.endsWith('.js'));
    return (
      is_there('Visits') && is_there('VisitChild') && fetched.every((one) => urls.includes(one))
    );
  };
  await expect.poll(() => page.evaluate(kept)).toBe(true);
}
