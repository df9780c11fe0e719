import { dayOfAssembly, everyoneIn, phoneOf } from './assembly_house';
import {
  expect,
  expectAccessible,
  expectFitsWidth,
  expectThumbSized,
  signIn,
  test,
} from './journey';

// The whole document in one question, and who was there when it was asked.

test('one question adopts the whole, and excepts by name what an agency objects to', async ({
  page: chair,
  browser,
  baseURL,
}) => {
  const house = await dayOfAssembly(baseURL!, 2621, 3);
  await everyoneIn(house);
  await signIn(chair);
  await chair.goto(house.room);
  const objector = await phoneOf(browser, baseURL!, 'room2621.3');
  const supporter = await phoneOf(browser, baseURL!, 'room2621.1');
  await objector.goto(house.room);
  await supporter.goto(house.room);
  await chair.getByRole('button', { name: 'ถามฉันทนามติทั้งฉบับ' }).click();
  await expect(chair.getByRole('heading', { name: 'ถามฉันทนามติทั้งฉบับ' })).toBeVisible();

  await supporter.getByRole('button', { name: 'เห็นด้วย', exact: true }).click();
  await expect(supporter.getByText('หน่วยงานของคุณ: เห็นด้วย', { exact: false })).toBeVisible();
  await objector.getByRole('button', { name: 'คัดค้าน', exact: true }).click();
  await objector.getByRole('checkbox', { name: /เรื่องที่ 2/ }).check();
  await objector.getByLabel('เหตุผล').fill('ไม่มีงบประมาณ');
  await objector.getByLabel('ถ้อยคำที่เสนอแทน').fill('ภายในงบประมาณที่มี');
  await expectAccessible(objector);
  await expectFitsWidth(objector);
  await expectThumbSized(objector);
  await objector.getByRole('button', { name: 'ส่งท่าที' }).click();

  // Without a reload everyone sees which item is excepted, and for whom.
  const excepted = `ยกเว้น: ${house.agencies[2]} คัดค้าน`;
  for (const screen of [chair, supporter, objector])
    await expect(
      screen.getByRole('listitem').filter({ hasText: 'เรื่องที่ 2' }).getByText(excepted),
    ).toBeVisible();
  await expectAccessible(chair);
  await expectFitsWidth(chair);
  await chair.getByRole('button', { name: /^ปิดการถามและรับ/ }).click();

  const items = chair.getByRole('list', { name: 'ระเบียบวาระในคำถามนี้' }).getByRole('listitem');
  await expect(items.filter({ hasText: 'เรื่องที่ 2' })).toContainText(excepted);
  await expect(items.filter({ hasText: 'ค้นหา ดูแล ส่งต่อ' })).toContainText('มติที่ ๑');
  await expect(items.filter({ hasText: 'เรื่องที่ 3' })).toContainText('มติที่ ๒');
  const adopted = await house.api.get<{ draft_id: number }[]>(`${house.home}/resolutions`);
  expect(adopted.map((one) => one.draft_id)).toEqual([house.drafts[0], house.drafts[2]]);
  await chair.goto(`${house.room}/minutes`);
  await expect(chair.getByText('ประธานถามฉันทนามติต่อร่างมติทั้งฉบับเป็นคำถามเดียว')).toBeVisible();
  await expect(chair.getByText(`(ว่าด้วยระเบียบวาระที่ ๒. เรื่องที่ 2) คัดค้าน`)).toBeVisible();
  await chair.goto(`${house.home}/log`);
  await expect(chair.getByText('ปิดการถามฉันทนามติทั้งฉบับ')).toBeVisible();
});

test('who was in which room is read of any past instant, in the Buddhist era', async ({
  page,
  baseURL,
}) => {
  const house = await dayOfAssembly(baseURL!, 2622);
  await signIn(page);
  await page.goto(`${house.home}/attendance`);
  await expect(page.getByText('อยู่ในห้องประชุม 0 จาก 3 หน่วยงาน')).toBeVisible();
  await everyoneIn(house);
  await expect(page.getByText('อยู่ในห้องประชุม 3 จาก 3 หน่วยงาน')).toBeVisible();
  await house.api.post(`${house.home}/consensus-tests`, {
    room_id: house.plenary_id,
    draft_id: house.draft,
  });
  // All leave; the instant of the question still has them.
  for (const badge of house.badges)
    await house.api.post(`${house.home}/departures`, { room_id: house.plenary_id, badge });
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 800 });
    await page.goto(`${house.home}/attendance`);
    await expect(page.getByText('ไม่มีผู้อยู่ในห้องขณะนั้น')).toBeVisible();
    await expect(page.getByText('อยู่ในห้องประชุม 0 จาก 3 หน่วยงาน')).toBeVisible();
    await page.getByText('ดูเวลาอื่น').click();
    await page.getByRole('listitem').filter({ hasText: 'ถามเรื่อง' }).getByRole('link').click();
    await expect(page.getByText('อยู่ในห้องประชุม 3 จาก 3 หน่วยงาน')).toBeVisible();
    await expect(page.getByText('ครบองค์ประชุมในขณะนั้น', { exact: true })).toBeVisible();
    await expectAccessible(page);
    await expectFitsWidth(page);
  }
  await expectThumbSized(page);
  // A year of one's own choosing, before anyone came.
  await page.getByText('ดูเวลาอื่น').click();
  await page.getByLabel('วันที่').fill('1 ม.ค. 2566');
  await page.getByLabel('เวลา', { exact: true }).fill('8.30');
  await page.getByRole('button', { name: 'ดูการเข้าประชุม' }).click();
  await expect(page.getByTestId('moment')).toHaveText(/1\s*ม\.ค\.\s*2566\s*08:30/);
  await expect(page.getByText('อยู่ในห้องประชุม 0 จาก 3 หน่วยงาน')).toBeVisible();
});

test('a sitting ends for all at once, and of a day that is over the room tells who attended', async ({
  page: chair,
  browser,
  baseURL,
}) => {
  const house = await dayOfAssembly(baseURL!, 2623);
  await everyoneIn(house);
  await signIn(chair);
  await chair.goto(house.room);
  const delegate = await phoneOf(browser, baseURL!, 'room2623.1');
  await delegate.goto(house.room);
  await delegate.getByRole('button', { name: 'ยกมือขออภิปราย' }).click();
  await expect(chair.getByRole('button', { name: 'เชิญอภิปราย' })).toBeVisible();
  await chair.locator('summary', { hasText: 'ปิดการประชุมของห้อง' }).click();
  await chair.getByRole('button', { name: 'ปิดการประชุมของห้อง' }).click();
  for (const screen of [chair, delegate]) {
    await expect(screen.getByText('ยังไม่ครบองค์ประชุม')).toBeVisible();
    await expect(screen.getByText('ยังไม่มีผู้ขออภิปราย')).toBeVisible();
  }
  await expect(delegate.getByTestId('badge')).toBeVisible();

  await house.api.post(`${house.home}/phase`, { to: 'hearings' });
  for (const screen of [chair, delegate]) {
    await expect(screen.getByRole('heading', { name: 'หน่วยงานที่เข้าประชุม' })).toBeVisible();
    await expect(screen.getByTestId('badge')).toHaveCount(0);
    await expectAccessible(screen);
    await expectFitsWidth(screen);
  }
  await chair.goto(`${house.room}/minutes`);
  await expect(chair.getByText('ปิดการประชุมของห้อง')).toBeVisible();
});
