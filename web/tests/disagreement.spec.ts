import { ApiClient } from './api_client';
import {
  expect,
  expectAccessible,
  expectFitsWidth,
  purposeStated,
  signIn,
  signOut,
  test,
} from './journey';
import { accounts, password } from './province';

interface Reviews {
  queues: { queue: string; left: number; next?: number }[];
}
interface Pair {
  persons: number[];
  is_one_person: boolean;
}

async function reader(account: keyof typeof accounts): Promise<ApiClient> {
  const api = new ApiClient(process.env.SAMATCHA_TEST_URL!);
  await api.signIn(accounts[account], password);
  return api;
}

/** The first pair of a list that nobody has spoken of. */
async function firstOf(api: ApiClient, queue: string): Promise<number> {
  const reviews = await api.get<Reviews>('/reviews');
  return reviews.queues.find((one) => one.queue === queue)!.next!;
}

async function linkAgain(api: ApiClient) {
  const run = await api.post<{ job_id: number }>('/link-runs', { snapshot_ids: [] });
  await api.finished(run.job_id);
}

test('two readers disagree, a third decides, and those who spoke are not asked again', async ({
  page,
}) => {
  const first = await reader('secretariat');
  const second = await reader('case_worker');
  const pair = await firstOf(first, 'doubtful');
  await first.post(`/reviews/${pair}/decision`, { decision: 'same' });
  await second.post(`/reviews/${pair}/decision`, { decision: 'different' });

  await purposeStated(page);
  await signIn(page, 'third_reader');
  await page.goto('/review');
  await page.getByRole('link', { name: 'เริ่มตรวจ คู่ที่ผู้ตรวจเห็นต่างกัน' }).click();
  await expect(page.getByText('เหลือ 1 จาก 1')).toBeVisible();
  await expect(page.getByText(`${accounts.secretariat}: คนเดียวกัน`)).toBeVisible();
  await expect(page.getByText(`${accounts.case_worker}: คนละคน`)).toBeVisible();
  await expectAccessible(page);
  await page.setViewportSize({ width: 360, height: 780 });
  await expectFitsWidth(page);
  await page.keyboard.press('d');
  await expect(page.getByRole('status').getByText('ตัดสินแล้ว: คนละคน')).toBeVisible();
  await expect(page.getByText('ตรวจรายการนี้ครบแล้ว')).toBeVisible();

  await page.setViewportSize({ width: 1280, height: 900 });
  await signOut(page);
  await signIn(page, 'secretariat');
  await page.goto('/review/work?queue=disputed');
  await expect(page.getByText('ตรวจรายการนี้ครบแล้ว')).toBeVisible();
});

test('a person split by mistake is whole again after the split is undone', async ({ page }) => {
  const api = await reader('secretariat');
  const id = await firstOf(api, 'suspicious');
  const pair = await api.get<Pair>(`/reviews/${id}`);
  expect(pair.is_one_person).toBe(true);
  const person = pair.persons[0]!;
  const registers = () => page.getByRole('region').getByRole('columnheader');

  await signIn(page);
  await purposeStated(page);
  await page.goto(`/children/${person}`);
  await expect(page.locator('p.name')).toBeVisible();
  const before = await registers().count();
  await api.post(`/reviews/${id}/decision`, { decision: 'different' });
  await linkAgain(api);

  await page.reload();
  const split = page.getByRole('listitem').filter({ hasText: 'แยก' });
  await expect(split).toHaveCount(1);
  expect(await registers().count()).toBeLessThan(before);
  await expectAccessible(page);
  await split.getByRole('button', { name: 'ย้อนกลับ' }).click();
  await expect(split.getByText('มีผลเมื่อเชื่อมข้อมูลครั้งถัดไป')).toBeVisible();

  await linkAgain(api);
  await page.reload();
  await expect(registers()).toHaveCount(before);
});
