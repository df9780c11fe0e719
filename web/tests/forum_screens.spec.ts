import type { Page } from '@playwright/test';
import { ApiClient } from './api_client';
import { crowd, makeForum, openForum, phoneAt, seeds } from './forum_house';
import {
  expect,
  expectAccessible,
  expectFitsWidth,
  expectThumbSized,
  signIn,
  test,
} from './journey';
import { accounts, password } from './province';

// A forum for those who do not see it, use no mouse, read English; and when something is wrong.

async function secretary(baseURL: string): Promise<ApiClient> {
  const api = new ApiClient(baseURL);
  await api.signIn(accounts.secretariat, password);
  return api;
}

/** The statement that stands there now. */
const statement = (page: Page) =>
  page.getByRole('region', { name: 'ข้อความ' }).locator('[aria-live] p');

test('keyboard and screen reader go from the question to the last answer without losing their place', async ({
  baseURL,
  page,
}) => {
  const { forum } = await makeForum(await secretary(baseURL!), 2681);
  await crowd(baseURL!, forum, 30);
  await page.goto(`/forums/40/${forum}`);
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await page.getByRole('button', { name: 'เริ่ม' }).focus();
  await page.keyboard.press('Enter');
  await expect(statement(page)).toBeVisible();
  await expect(page.locator('section [aria-live]')).toBeFocused();
  await expect(page.getByRole('region', { name: 'ข้อความ' })).toMatchAriaSnapshot(`
    - region "ข้อความ":
      - paragraph
      - group "คำตอบของท่าน":
        - button "เห็นด้วย"
        - button "ไม่เห็นด้วย"
        - button "ข้าม"
  `);

  // The button keeps the focus, and what is read aloud is the next statement, whole.
  await page.keyboard.press('Tab');
  const agree = page.getByRole('button', { name: 'เห็นด้วย', exact: true });
  await expect(agree).toBeFocused();
  for (let answered = 0; answered < 3; ++answered) {
    const before = await statement(page).innerText();
    await page.keyboard.press(answered === 1 ? '2' : 'Enter');
    await expect(statement(page)).not.toHaveText(before);
    await expect(agree).toBeFocused();
    await expect(page.getByText(`ตอบแล้ว ${answered + 1} ข้อ`)).toBeVisible();
  }
  await page.keyboard.press('Enter');
  const done = page.locator('[aria-live]').filter({ hasText: 'ตอบครบทุกข้อความแล้ว' });
  await expect(done).toBeFocused();
  await expect(page.getByRole('button', { name: 'ข้าม' })).toHaveCount(0);

  // Where one stands, as it is read: sentences before any picture, and the picture has a name.
  await page.getByText('ส่วนของฉัน: จุดยืน').focus();
  await page.keyboard.press('Enter');
  const own = page.locator('details').filter({ hasText: 'ส่วนของฉัน: จุดยืน' });
  await expect(own.getByText(/ท่านเห็นเหมือนคนส่วนใหญ่ \d จาก \d ข้อ/)).toBeVisible();
  for (const text of seeds)
    await expect(own.getByRole('combobox', { name: `เปลี่ยนความเห็นต่อ: ${text}` })).toBeVisible();
  await expectAccessible(page);
});

test('in English everything but what people wrote is English, on a phone and on a desktop', async ({
  baseURL,
  browser,
}) => {
  const { forum } = await makeForum(await secretary(baseURL!), 2682);
  await crowd(baseURL!, forum, 30);
  const phone = await phoneAt(browser, baseURL!);
  for (const width of [360, 1280]) {
    await phone.setViewportSize({ width, height: 800 });
    for (const path of ['', '/results']) {
      await phone.goto(`/forums/40/${forum}${path}`);
      const english = phone.getByRole('button', { name: 'EN' });
      if (await english.isVisible()) await english.click();
      await expect(phone.getByRole('heading', { level: 1 })).toHaveText(
        'How can every child learn?',
      );
      if (!path && width === 360) {
        await phone.getByRole('button', { name: 'Begin' }).click();
        await phone.getByRole('button', { name: 'Agree', exact: true }).click();
        await expect(phone.getByText('1 answered, 3 left')).toBeVisible();
      }
      await expectAccessible(phone);
      await expectFitsWidth(phone);
      if (width === 360) await expectThumbSized(phone);
      // What is Thai says so, so that it is read in a Thai voice.
      const unmarked = await phone.evaluate(() =>
        [...document.querySelectorAll('main *')]
          .filter((one) =>
            [...one.childNodes].some(
              (node) =>
                node.nodeType === Node.TEXT_NODE && /[\u0e00-\u0e7f]/.test(node.nodeValue ?? ''),
            ),
          )
          .filter((one) => one.closest('[lang]')?.getAttribute('lang') !== 'th')
          .map((one) => one.outerHTML.slice(0, 100)),
      );
      expect(unmarked).toEqual([]);
    }
  }
  await phone.context().close();
});

test('a wrong code, a forum that closes, a server that is gone: each says what to do', async ({
  baseURL,
  browser,
}) => {
  const api = await secretary(baseURL!);
  const { assembly } = await makeForum(api, 2683);
  const forum = await openForum(api, assembly, 2683, {
    admission: 'by_code',
    join_code: 'เวที 2570',
  });
  const phone = await phoneAt(browser, baseURL!);
  await phone.goto(`/forums/40/${forum}`);
  await phone.getByLabel('รหัสเข้าร่วม').fill('เวที 2569');
  await phone.getByRole('button', { name: 'เริ่ม' }).click();
  await expect(phone.getByText('รหัสไม่ถูกต้อง หรือใช้ไปแล้ว')).toBeVisible();
  await expect(phone.getByLabel('รหัสเข้าร่วม')).toHaveValue('เวที 2569');
  await expectAccessible(phone);
  await phone.getByLabel('รหัสเข้าร่วม').fill('เวที-2570');
  await phone.getByRole('button', { name: 'เริ่ม' }).click();
  await expect(statement(phone)).toBeVisible();
  await phone.keyboard.press('1');
  await expect(phone.getByText('ตอบแล้ว 1 ข้อ')).toBeVisible();

  // The server does not answer: the vote stays here, and the page says so.
  await phone.route('**/api/v1/**', (route) => route.fulfill({ status: 503, body: '' }));
  await phone.keyboard.press('1');
  await expect(phone.getByText('บันทึกไว้ในเครื่องแล้ว 1 ข้อ')).toBeVisible();
  await expectAccessible(phone);
  await phone.unroute('**/api/v1/**');

  // It is back, but the forum is closed: what came late is not passed over in silence.
  await api.post(`/forums/${forum}/phase`, { to: 'closed' });
  await expect(phone.getByText('เวทีนี้ไม่ได้เปิดรับความเห็นอยู่')).toBeVisible({ timeout: 20_000 });
  await expect(phone.getByText('ความเห็น 1 ข้อมาถึงหลังเวทีปิดแล้ว')).toBeVisible();
  await expectAccessible(phone);
  await expectFitsWidth(phone);

  await phone.route('**/api/v1/public/**', (route) => route.abort());
  await phone.goto(`/forums/40/${forum}/results`);
  await expect(phone.getByRole('alert')).toBeVisible();
  await expectAccessible(phone);
  await phone.unroute('**/api/v1/public/**');
  await phone.getByRole('button', { name: 'ลองอีกครั้ง' }).click();
  await expect(phone.getByTestId('votes')).toHaveText('1');
  await phone.context().close();
});

test('what every sector agrees on stands beside what every group agrees on, on a screen and on paper', async ({
  browser,
}) => {
  const base = process.env.SAMATCHA_TEST_DEMONSTRATION_URL!;
  const phone = await phoneAt(browser, base);
  await phone.goto('/forums');
  await phone.getByRole('link', { name: 'ดูผล' }).first().click();
  await expect(phone.getByText(/ผู้แทนทุกภาคส่วนเห็นตรงกันด้วย/).first()).toBeVisible();
  await expect(phone.getByRole('heading', { name: 'สิ่งที่ผู้แทนทุกภาคส่วนเห็นร่วมกัน' })).toBeVisible();
  await expect(phone.getByText('เป็นผู้แทนหน่วยงาน 182 คน และผู้อยู่อาศัยที่ยืนยันด้วยรหัส 454 คน')).toBeVisible();
  const first = phone.locator('main section').first();
  await first.getByText('นับแยกผู้แทน ภาคส่วน และผู้อยู่อาศัย').click();
  for (const part of ['กลุ่ม ก', 'กลุ่ม ข', 'กลุ่ม ค', 'ผู้แทน', 'ภาครัฐ', 'สื่อมวลชน', 'ผู้อยู่อาศัย'])
    await expect(first.getByText(part, { exact: true })).toBeVisible();
  await expectAccessible(phone);
  await expectFitsWidth(phone);
  await expectThumbSized(phone);
  await phone.getByRole('button', { name: 'EN' }).click();
  await expect(phone.getByText(/so do the delegates of every sector/).first()).toBeVisible();
  await expectFitsWidth(phone);
  // On paper every statement stands there, and no button.
  await phone.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
  await phone.emulateMedia({ media: 'print' });
  await expect(phone.locator('details[open] section')).toHaveCount(24);
  await expect(phone.getByRole('button')).toHaveCount(0);
  await phone.context().close();
});

test('votes outlive the page and the line: closed without one, opened again without one, sent once', async ({
  baseURL,
  browser,
}) => {
  const api = await secretary(baseURL!);
  const { forum } = await makeForum(api, 2685);
  const first = await phoneAt(browser, baseURL!);
  const phone = first.context();
  await first.goto(`/forums/40/${forum}`);
  await first.getByRole('button', { name: 'เริ่ม' }).click();
  await expect(statement(first)).toBeVisible();
  await first.waitForFunction(async () => {
    if (!navigator.serviceWorker.controller) return false;
    const kept = await Promise.all(
      (await caches.keys()).map(async (one) => (await caches.open(one)).keys()),
    );
    return kept.flat().some(({ url }) => url.includes('/assets/TakePart-'));
  });
  await phone.setOffline(true);
  await first.keyboard.press('1');
  await expect(first.getByText('บันทึกไว้ในเครื่องแล้ว 1 ข้อ')).toBeVisible();
  await first.close();

  const second = await phone.newPage();
  await second.goto(`/forums/40/${forum}`);
  await expect(second.getByRole('heading', { level: 1 })).toHaveText('ทำอย่างไรให้เด็กทุกคนได้เรียน');
  await expect(second.getByText('บันทึกไว้ในเครื่องแล้ว 1 ข้อ')).toBeVisible();
  await second.keyboard.press('2');
  await expect(second.getByText('บันทึกไว้ในเครื่องแล้ว 2 ข้อ')).toBeVisible();
  await expectAccessible(second);
  await expectFitsWidth(second);
  expect(await api.get<{ votes: number }>(`/public/40/forums/${forum}/results`)).toMatchObject({
    votes: 0,
  });

  await phone.setOffline(false);
  await expect(second.getByText('ตอบแล้ว 2 ข้อ เหลือ 2 ข้อ')).toBeVisible({ timeout: 40_000 });
  const votes = await second.request.get(`/api/v1/public/40/forums/${forum}/votes.csv`);
  const rows = (await votes.text()).trim().split('\r\n').slice(1);
  expect(rows.map((row) => row.split(',').at(-1)).sort()).toEqual(['-1', '1']);
  await phone.close();
});

test('whom the secretariat names reads what waits and decides, and is offered nothing else', async ({
  baseURL,
  browser,
  page,
}) => {
  const api = await secretary(baseURL!);
  const { assembly, forum } = await makeForum(api, 2684);
  await crowd(baseURL!, forum, 2);
  const { token } = (await (
    await page.request.post(`/api/v1/public/40/forums/${forum}/participants`, {
      data: { code: '' },
    })
  ).json()) as { token: string };
  const send = (path: string, data: object) =>
    page.request.post(`/api/v1/public/40/forums/${forum}/${path}`, {
      data,
      headers: { 'X-Forum-Token': token },
    });
  await send('votes', {
    votes: seeds.map((_, statement) => ({
      number: statement + 1,
      statement,
      vote: 'agree',
      cast_at: 0,
    })),
    held: [],
  });
  for (const text of ['ขอให้เลิกสอบเข้า', 'นายสมมุติไม่ทำงาน']) await send('statements', { text });

  // Before, the viewer sees the forum and no statement of it.
  const viewer = await phoneAt(browser, baseURL!);
  await signIn(viewer, 'viewer');
  await viewer.goto(`/assemblies/${assembly}/forums/${forum}`);
  await expect(viewer.getByText('เปิดรับความเห็น', { exact: false }).first()).toBeVisible();
  await expect(viewer.getByText('นายสมมุติไม่ทำงาน')).toHaveCount(0);

  await signIn(page);
  await page.goto(`/assemblies/${assembly}/forums/${forum}`);
  await page.getByText('ผู้ดูแลข้อความ').click();
  await expect(page.getByText('ยังมีแต่ฝ่ายเลขานุการ')).toBeVisible();
  const name = await page
    .getByLabel('บัญชีที่จะแต่งตั้ง')
    .locator('option', { hasText: accounts.viewer })
    .innerText();
  await page.getByLabel('บัญชีที่จะแต่งตั้ง').selectOption({ label: name });
  await page.getByRole('button', { name: 'แต่งตั้งเป็นผู้ดูแล' }).click();
  await expect(page.getByRole('button', { name: /พ้นหน้าที่ผู้ดูแล/ })).toBeVisible();
  await expectAccessible(page);

  // From Today to the queue on a phone.
  await viewer.goto('/');
  await viewer
    .getByRole('listitem')
    .filter({ hasText: 'เวทีเด็กทุกคนได้เรียน 2684' })
    .getByRole('link', { name: 'อ่านและตัดสิน' })
    .click();
  await viewer.getByLabel('นายสมมุติไม่ทำงาน').check();
  await viewer.getByRole('button', { name: 'ไม่เผยแพร่ 1 ข้อความ' }).click();
  await viewer.getByLabel('เหตุผลที่ไม่เผยแพร่').fill('กล่าวถึงบุคคลที่ระบุตัวได้');
  await expectAccessible(viewer);
  await expectFitsWidth(viewer);
  await expectThumbSized(viewer);
  await viewer.getByRole('button', { name: 'ไม่เผยแพร่ 1 ข้อความ' }).click();
  await viewer.getByLabel('ขอให้เลิกสอบเข้า').check();
  await viewer.getByRole('button', { name: 'เผยแพร่ 1 ข้อความ', exact: true }).click();
  await expect(viewer.getByText('อ่านครบแล้ว ไม่มีข้อความรออยู่')).toBeVisible();
  for (const offered of ['ปิดรับความเห็น', 'ออกรหัส', 'บันทึก', 'แต่งตั้งเป็นผู้ดูแล'])
    await expect(viewer.getByRole('button', { name: offered })).toHaveCount(0);
  await expect(viewer.getByText('จากข้อความสู่ระเบียบวาระ')).toHaveCount(0);

  // The data that anyone may have tell that there was a statement, and not what it said.
  const comments = await page.request.get(`/api/v1/public/40/forums/${forum}/comments.csv`);
  const rows = (await comments.text()).trim().split('\r\n');
  expect(rows).toHaveLength(1 + seeds.length + 2);
  expect(rows.at(-1)).toMatch(/,-1,,false,false$/);

  await page.getByRole('button', { name: /พ้นหน้าที่ผู้ดูแล/ }).click();
  await expect(page.getByText('ยังมีแต่ฝ่ายเลขานุการ')).toBeVisible();
  await viewer.reload();
  await expect(viewer.getByLabel('ขอให้เลิกสอบเข้า')).toHaveCount(0);
  await viewer.context().close();
});
