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

// Before the day anyone reads the drafts and says what they think; the secretariat reads first, and answers.

test('a parent comments on words of a draft without an account, and reads the answer', async ({
  page: secretariat,
  browser,
  baseURL,
}) => {
  const house = await dayOfAssembly(baseURL!, 2651);
  await house.api.post(`${house.home}/phase`, { to: 'hearings' });
  await signIn(secretariat);
  await secretariat.goto(`${house.home}/hearings`);
  await expectAccessible(secretariat);
  await secretariat.getByRole('button', { name: 'เปิดรับฟังความเห็น' }).click();
  await expect(secretariat.getByText('ยังไม่มีผู้ให้ความเห็น')).toBeVisible();

  const phone = await browser.newContext({
    baseURL,
    viewport: { width: 360, height: 780 },
    locale: 'th-TH',
  });
  const parent = await phone.newPage();
  await parent.goto('/');
  await parent.getByRole('link', { name: 'ให้ความเห็นต่อร่างมติ' }).click();
  await expectAccessible(parent);
  await expectFitsWidth(parent);
  await parent.getByRole('link', { name: 'ค้นหา ดูแล ส่งต่อ' }).last().click();
  await parent.getByRole('button', { name: 'ให้ความเห็นต่อข้อ ๑' }).click();
  const words = parent.getByLabel('ถ้อยคำ');
  await words.evaluate((area: HTMLTextAreaElement) => {
    area.focus();
    const at = area.value.indexOf('๑ ปี');
    area.setSelectionRange(at, at + '๑ ปี'.length);
  });
  await expect(parent.locator('mark')).toHaveText('๑ ปี');
  await parent.getByLabel('ความเห็นของคุณ').fill('ช้าไป ลูกรอไม่ได้');
  await parent.getByLabel('ชื่อที่แสดง หรือชื่อหน่วยงาน').fill('กลุ่มแม่บ้านริมทาง');
  await expectAccessible(parent);
  await expectFitsWidth(parent);
  await expectThumbSized(parent);
  await parent.getByRole('button', { name: 'ส่งความเห็น' }).click();
  await expect(parent.getByText('ส่งความเห็นแล้ว')).toBeVisible();

  // Nobody reads it before the secretariat has, which is told that it waits.
  await parent.reload();
  await expect(parent.getByText('ขอให้ค้นหาเด็กให้ครบ')).toBeVisible();
  await expect(parent.getByText('ช้าไป ลูกรอไม่ได้')).toHaveCount(0);
  await secretariat.goto('/');
  await secretariat
    .getByRole('listitem')
    .filter({ hasText: 'ความเห็นสาธารณะ 1 ข้อรอการอ่าน' })
    .getByRole('link', { name: 'อ่านและเผยแพร่' })
    .click();
  await expect(secretariat.getByText('ช้าไป ลูกรอไม่ได้')).toBeVisible();
  for (const width of [1280, 360]) {
    await secretariat.setViewportSize({ width, height: 800 });
    await expectAccessible(secretariat);
    await expectFitsWidth(secretariat);
  }
  await expectThumbSized(secretariat);
  await secretariat.getByRole('button', { name: 'เผยแพร่', exact: true }).click();
  await secretariat.getByText('ตอบความเห็นนี้').click();
  await secretariat.getByLabel('คำตอบ').fill('จะเสนอให้เป็น ๖ เดือน');
  await secretariat.getByRole('button', { name: 'เผยแพร่คำตอบ' }).click();
  await expect(secretariat.getByText('ฝ่ายเลขานุการตอบ:')).toBeVisible();

  await parent.reload();
  await expect(parent.getByText('ช้าไป ลูกรอไม่ได้')).toBeVisible();
  await expect(parent.locator('mark')).toHaveText('๑ ปี');
  await expect(parent.getByText('จะเสนอให้เป็น ๖ เดือน')).toBeVisible();
  await expectAccessible(parent);
  await expectFitsWidth(parent);

  // Closed, it is read and no more said.
  await secretariat.getByRole('button', { name: 'ปิดรับฟัง' }).click();
  await expect(secretariat.getByRole('button', { name: 'เปิดรับฟังอีกครั้ง' })).toBeVisible();
  await parent.reload();
  await expect(parent.getByText('ปิดรับฟังความเห็นแล้ว ยังอ่านความเห็นและคำตอบได้')).toBeVisible();
  await expect(parent.getByRole('button', { name: /ให้ความเห็น/ })).toHaveCount(0);
  await phone.close();
});

test('one address says so much in hearings, then has to wait', async ({ baseURL }) => {
  const house = await dayOfAssembly(baseURL!, 2652);
  await house.api.post(`${house.home}/phase`, { to: 'hearings' });
  await house.api.post(`/drafts/${house.draft}/hearing`, {});
  const anyone = new ApiClient(baseURL!);
  const { text } = await anyone.get<{ text: { paragraphs: { id: number; text: string }[] } }>(
    `/public/40/hearings/${house.draft}`,
  );
  const [paragraph] = text.paragraphs;
  const say = () =>
    anyone.post(`/public/40/hearings/${house.draft}/comments`, {
      words: { paragraph_id: paragraph!.id, quote: paragraph!.text, occurrence: 0 },
      name: 'คนหนึ่ง', text: 'ความเห็น',
    }); // prettier-ignore
  let said = 0;
  const sayOn = async () => {
    for (; ; ++said) await say();
  };
  await expect(sayOn()).rejects.toThrow(/: 429 /);
  expect(said).toBeGreaterThan(10);
  expect(said).toBeLessThanOrEqual(20);
});
