import { readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import encodeQR from 'qr';
import { dayOfAssembly, everyoneIn, phoneOf } from './assembly_house';
import {
  expect,
  expectAccessible,
  expectFitsWidth,
  expectThumbSized,
  signIn,
  test,
} from './journey';
import { password } from './province';

/** What the browser's camera sees: a badge, written here before the page opens it. */
const film = join(tmpdir(), `samatcha-badge-${process.pid}.y4m`);
test.use({
  launchOptions: async ({ launchOptions }, use) => {
    await use({
      ...launchOptions,
      args: [
        ...(launchOptions.args ?? []),
        '--use-fake-device-for-media-stream',
        '--use-fake-ui-for-media-stream',
        `--use-file-for-fake-video-capture=${film}`,
      ],
    });
  },
});

function showToCamera(text: string) {
  const [side, scale] = [480, 12];
  const rows = encodeQR(text, 'raw', { ecc: 'medium', border: 4 });
  const grey = Buffer.alloc(side * side, 255);
  const from = Math.floor((side - rows.length * scale) / 2);
  rows.forEach((row, y) =>
    row.forEach((is_dark, x) => {
      if (!is_dark) return;
      for (let dy = 0; dy < scale; ++dy)
        grey.fill(
          0,
          (from + y * scale + dy) * side + from + x * scale,
          (from + y * scale + dy) * side + from + (x + 1) * scale,
        );
    }),
  );
  const colour = Buffer.alloc((side * side) / 2, 128);
  const frame = Buffer.concat([Buffer.from('FRAME\n'), grey, colour]);
  const head = Buffer.from(`YUV4MPEG2 W${side} H${side} F10:1 Ip A1:1 C420\n`);
  writeFileSync(film, Buffer.concat([head, frame, frame]));
}
showToCamera('nothing yet');

test('at the door the camera reads badges, a hand types them, and who is missing is seen', async ({
  page,
  baseURL,
}) => {
  const house = await dayOfAssembly(baseURL!, 2601);
  showToCamera(house.badges[0]!);
  await signIn(page);
  await page.goto(`${house.home}/badges`);
  await expect(page.getByText(house.badges[2]!)).toBeVisible();
  await expectAccessible(page);
  await page.goto(`${house.home}/door`);
  await expect(page.getByText('ยังไม่มา 3 หน่วยงาน')).toBeVisible();
  await page.getByRole('button', { name: 'เปิดกล้องสแกนบัตร' }).click();
  await expect(page.getByText(/ผู้แทน 1.*เข้าห้องแล้ว/)).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText('ยังไม่มา 2 หน่วยงาน')).toBeVisible();
  await page.getByRole('button', { name: 'ปิดกล้อง' }).click();
  await page.getByLabel('รหัสบัตรผู้แทน').fill(house.badges[1]!.toLowerCase().replaceAll('-', ' '));
  await page.getByRole('button', { name: 'เข้าห้อง' }).click();
  await expect(page.getByText(/ผู้แทน 2.*เข้าห้องแล้ว/)).toBeVisible();
  await expect(page.getByText('ยังไม่มา 1 หน่วยงาน')).toBeVisible();
  await page.setViewportSize({ width: 360, height: 780 });
  await expectFitsWidth(page);
  await expectAccessible(page);
  await expectThumbSized(page);
});

test('an objection goes its way: group, words, amendment, agreement; and the minutes tell it', async ({
  browser,
  page: chair,
  baseURL,
}) => {
  test.setTimeout(240_000);
  const house = await dayOfAssembly(baseURL!, 2602);
  await everyoneIn(house);
  await signIn(chair);
  await chair.goto(house.room);
  // The rule is shown before anything is asked.
  await expect(chair.getByText(/กติกาสำรอง: เห็นด้วยร้อยละ 80/).first()).toBeVisible();
  const objector = await phoneOf(browser, baseURL!, 'room2602.3');
  await objector.goto(house.room);
  await chair.getByRole('button', { name: 'ถามฉันทนามติ' }).click();
  await objector.getByRole('button', { name: 'คัดค้าน' }).click();
  await objector.getByLabel('เหตุผล').fill('เวลาสั้นเกินไป');
  await objector.getByRole('button', { name: 'ส่งท่าที' }).click();
  await expect(objector.getByLabel('ถ้อยคำที่เสนอแทน')).toBeFocused(); // Required: nothing was sent.
  await objector.getByLabel('ถ้อยคำที่เสนอแทน').fill('ภายใน ๒ ปี');
  await objector.getByRole('button', { name: 'ส่งท่าที' }).click();
  await expect(chair.getByText('ยังไม่มีทางออก')).toBeVisible();
  await expect(objector.getByText(/ยังไม่ประกาศใช้/)).toBeVisible();

  await chair.getByRole('button', { name: 'ตั้งคณะยกร่าง' }).click();
  await chair.getByLabel(house.agencies[0]!).check();
  await chair.getByLabel('นัดกลับมาเวลา').fill('23:59');
  await expectAccessible(chair);
  await chair.getByRole('button', { name: 'ส่งไปยกร่าง' }).click();
  await expect(objector.getByText('คณะยกร่างกำลังหาถ้อยคำ')).toBeVisible();
  await chair.getByRole('button', { name: 'ปิดการถาม' }).click();
  await objector.getByRole('button', { name: 'คณะกลับมาพร้อมถ้อยคำ' }).click();
  await objector.getByLabel('แก้ในวรรค').selectOption({ index: 1 });
  await objector.getByLabel('ถ้อยคำใหม่ทั้งวรรค').fill('ขอให้ค้นหาเด็กให้ครบภายใน ๑๘ เดือน');
  await expectAccessible(objector);
  await expectFitsWidth(objector);
  await expectThumbSized(objector);
  await objector.getByRole('button', { name: 'เสนอถ้อยคำนี้ต่อห้อง' }).click();
  await expect(chair.getByText('ยังไม่วินิจฉัยข้อเสนอแก้ไข 1 ข้อ')).toBeVisible();
  await expect(chair.getByText('ถ้อยคำที่คณะเสนอ:')).toBeVisible();
  const { amendments } = await house.api.get<{ amendments: { id: number }[] }>(
    `/drafts/${house.draft}`,
  );
  await house.api.post(`/amendments/${amendments[0]!.id}/decision`, {
    state: 'accepted', reason: 'คณะยกร่างเห็นพ้อง',
  }); // prettier-ignore
  await chair.getByRole('button', { name: 'รวมข้อที่รับเป็นฉบับใหม่' }).click();
  await chair.getByRole('button', { name: 'ถามฉันทนามติ' }).click();
  await objector.getByRole('button', { name: 'เห็นด้วย', exact: true }).click();
  await expect(chair.getByText('แก้ร่างจนเห็นพ้องแล้ว')).toBeVisible();

  // On paper: one enters, another confirms.
  await chair.getByText('ตอบบนกระดาษ').click();
  await chair.getByLabel('หน่วยงาน', { exact: true }).selectOption({ label: house.agencies[1]! });
  await chair.getByLabel('หน่วยงาน', { exact: true }).press('Tab');
  await chair.getByRole('button', { name: 'เห็นด้วย', exact: true }).click();
  await chair.getByRole('button', { name: 'ยืนยันว่าตรงกับกระดาษ' }).click();
  await expect(chair.getByText('ต้องเป็นบัญชีอื่นที่ไม่ได้กรอก')).toBeVisible();
  await house.api.post('/accounts', {
    login: 'second2602', display_name: 'เลขานุการคนที่สอง', role: 'secretariat', password,
  }); // prettier-ignore
  const second = await phoneOf(browser, baseURL!, 'second2602');
  await second.goto(house.room);
  await second.getByRole('button', { name: 'ยืนยันว่าตรงกับกระดาษ' }).click();
  await expect(chair.getByRole('img', { name: 'ตอบแล้ว 2 จาก 3 หน่วยงาน' })).toBeVisible();
  await chair.getByRole('button', { name: 'ปิดการถาม' }).click();
  await expect(objector.getByText('ได้ฉันทนามติ', { exact: true }).first()).toBeVisible();

  // The minutes have all of it, are edited, and keep what was.
  await chair.getByRole('link', { name: 'รายงานการประชุม' }).click();
  await expect(chair.getByText(/คัดค้าน: เวลาสั้นเกินไป ถ้อยคำที่เสนอแทน: ภายใน ๒ ปี/)).toBeVisible();
  await expect(chair.getByText(/ตั้งคณะยกร่างต่อข้อคัดค้านของ/)).toBeVisible();
  await expect(chair.getByText(/ได้ฉันทนามติ เห็นด้วย ๒/)).toBeVisible();
  const first = chair.getByRole('listitem').filter({ hasText: 'เปิดการประชุมสมัชชา' });
  await first.getByRole('button', { name: 'แก้ถ้อยคำ' }).click();
  await chair.getByLabel('ถ้อยคำภาษาไทย').fill('ประธานกล่าวเปิดการประชุม');
  await expectAccessible(chair);
  await chair.getByRole('button', { name: 'บันทึกถ้อยคำ' }).click();
  await expect(chair.getByText('ประธานกล่าวเปิดการประชุม').first()).toBeVisible();
  await chair.getByText('แก้แล้ว 1 ครั้ง').click();
  await expect(chair.getByText('เปิดการประชุมสมัชชา')).toBeVisible();
  await objector.goto(`${house.room}/minutes`);
  await expect(objector.getByText('ประธานกล่าวเปิดการประชุม').first()).toBeVisible();
  await expect(objector.getByRole('button', { name: 'แก้ถ้อยคำ' })).toHaveCount(0);
  await expectFitsWidth(objector);
  const download = chair.waitForEvent('download');
  await chair.getByRole('link', { name: 'PDF' }).click();
  expect(
    readFileSync(await (await download).path())
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-');
});

test('who speaks: hands up, the time that the chair gives, points of order first', async ({
  browser,
  page: chair,
  baseURL,
}) => {
  test.setTimeout(120_000);
  const house = await dayOfAssembly(baseURL!, 2603);
  await everyoneIn(house);
  await signIn(chair);
  await chair.goto(house.room);
  const phones: Page[] = [];
  for (const i of [1, 2]) {
    const phone = await phoneOf(browser, baseURL!, `room2603.${i}`);
    await phone.goto(house.room);
    phones.push(phone);
  }
  const [first, second] = phones as [Page, Page];
  await first.getByRole('button', { name: 'ยกมือขออภิปราย' }).click();
  await expect(first.getByRole('button', { name: 'เอามือลง' })).toBeVisible();
  await second.getByRole('button', { name: 'ประท้วง' }).click();
  const waiting = chair.locator('section[aria-labelledby="floor-title"] ol li');
  await expect(waiting).toHaveCount(2);
  await expect(waiting.first()).toContainText(house.agencies[1]!);
  await chair.getByLabel('เวลาอภิปราย').selectOption({ label: '1 นาที' });
  await waiting.first().getByRole('button', { name: 'เชิญอภิปราย' }).click();
  await expect(second.getByRole('timer')).toHaveText(/^0:5\d|1:00$/);
  await expect(waiting).toHaveCount(1);
  await chair.getByRole('button', { name: 'จบการอภิปราย' }).click();
  await expect(second.getByRole('timer')).toHaveCount(0);
  await first.getByRole('button', { name: 'เอามือลง' }).click();
  await expect(waiting).toHaveCount(0);
  await expectAccessible(first);
  await expectThumbSized(first);
});

test('whoever has the link sees the screen without signing in, until it is closed', async ({
  browser,
  page: chair,
  baseURL,
}) => {
  const house = await dayOfAssembly(baseURL!, 2604);
  await everyoneIn(house);
  await signIn(chair);
  await chair.goto(house.room);
  await chair.getByText('เปิดจอให้ดูโดยไม่ต้องเข้าสู่ระบบ').click();
  await chair.getByRole('button', { name: 'เปิดลิงก์จอ' }).click();
  const link = await chair.getByTestId('screen-link').innerText();
  const context = await browser.newContext({
    viewport: { width: 1280, height: 720 },
    locale: 'th-TH',
  });
  const stranger = await context.newPage();
  await stranger.goto(link);
  await expect(stranger.getByTestId('paragraph')).toContainText('ขอให้ค้นหาเด็ก');
  await expectAccessible(stranger);
  await chair.getByRole('button', { name: 'ถามฉันทนามติ' }).click();
  await expect(stranger.getByTestId('standing')).toHaveText('ยังไม่มีผู้ตอบ');
  await chair.getByRole('button', { name: 'ปิดลิงก์จอ', exact: true }).click();
  await expect(chair.getByText('เปิดจอให้ดูโดยไม่ต้องเข้าสู่ระบบ')).toBeVisible();
  await stranger.reload();
  await expect(stranger.getByText('ลิงก์จอห้องประชุมนี้ปิดแล้ว')).toBeVisible();
  await context.close();
});
