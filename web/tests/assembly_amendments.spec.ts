import { dayOfAssembly, phoneOf } from './assembly_house';
import {
  expect,
  expectAccessible,
  expectFitsWidth,
  expectThumbSized,
  signIn,
  test,
} from './journey';

// Every kind of amendment is filed by a thumb, and several become one.

test('each of the six kinds of amendment is filed on a phone of 360 px', async ({
  browser,
  baseURL,
}) => {
  const house = await dayOfAssembly(baseURL!, 2631);
  const [item] = await house.api.get<{ id: number }[]>(`${house.home}/items`);
  await house.api.post(`${house.home}/phase`, { to: 'hearings' });
  await house.api.put(`/items/${item!.id}/draft`, {
    version: 1, title: 'มติว่าด้วยการค้นหาเด็ก',
    paragraphs: [
      'ขอให้โรงเรียนค้นหาเด็ก', 'ขอให้โรงพยาบาลดูแลเด็ก', 'ขอให้จังหวัดตั้งศูนย์ประสาน และรายงานทุกเดือน',
      'ขอให้ตำบลรู้จักเด็กทุกคน', 'ขอให้วัดเปิดที่เรียน', 'ขอให้มัสยิดเปิดที่เรียน',
    ].map((text) => ({ kind: 'operative', depth: 0, text, addressees: [] })),
  }); // prettier-ignore
  await house.api.post(`${house.home}/phase`, { to: 'assembled' });
  const phone = await phoneOf(browser, baseURL!, 'room2631.2');
  await phone.goto(`${house.home}/drafts/${house.draft}`);

  const form = phone.locator('form.notice');
  async function file(paragraph: string, kind: string, fill: () => Promise<unknown>) {
    await phone.getByRole('button', { name: `เสนอแก้ไข ${paragraph}`, exact: true }).click();
    await form.getByLabel('เสนอให้').selectOption(kind);
    await fill();
    await form.getByLabel('เหตุผล').fill(`เหตุผลที่${kind}`);
    await expectAccessible(phone);
    await expectFitsWidth(phone);
    await expectThumbSized(phone);
    await form.getByRole('button', { name: 'ส่งข้อเสนอแก้ไข' }).click();
    await expect(form).toHaveCount(0);
    await expect(phone.getByText(`เหตุผลที่${kind}`).first()).toBeVisible();
  }
  await file('๑', 'replace', () =>
    form.getByLabel('ถ้อยคำใหม่ทั้งวรรค').fill('ขอให้โรงเรียนและวัดค้นหาเด็ก'),
  );
  await file('๑', 'insert', () => form.getByLabel('ข้อความของวรรคใหม่').fill('ขอให้รายงานผลทุกปี'));
  await file('๒', 'delete', async () => {});
  await file('๔', 'move', () => form.getByLabel('ย้ายไปต่อจาก').selectOption({ index: 1 }));
  await file('๓', 'split', async () => {
    const words = form.getByLabel('แตะจุดที่จะแยก');
    await words.evaluate((area: HTMLTextAreaElement) => {
      area.focus();
      const at = area.value.indexOf('และรายงาน');
      area.setSelectionRange(at, at);
    });
    await words.press('Shift'); // A key that writes nothing: the form looks where the cursor stands.
    await expect(form.getByText('⏎')).toBeVisible();
  });
  await file('๕', 'merge', () => form.getByLabel('รวมกับวรรค').selectOption({ index: 5 }));

  const { amendments, conflicts, draft } = await house.api.get<{
    amendments: { operation: object }[];
    conflicts: unknown[];
    draft: { text: { paragraphs: { id: number }[] } };
  }>(`/drafts/${house.draft}`);
  const [first, second, third, fourth, fifth, sixth] = draft.text.paragraphs.map((one) => one.id);
  expect(amendments.map((one) => one.operation)).toMatchObject([
    { kind: 'replace', paragraph: first, text: 'ขอให้โรงเรียนและวัดค้นหาเด็ก' },
    { kind: 'insert', after: first, text: 'ขอให้รายงานผลทุกปี' },
    { kind: 'delete', paragraph: second },
    { kind: 'move', paragraph: fourth, after: first },
    { kind: 'split', paragraph: third, text: 'ขอให้จังหวัดตั้งศูนย์ประสาน ' },
    { kind: 'merge', paragraph: fifth, second: sixth },
  ]);
  expect(conflicts).toEqual([]);
});

test('a chair unites new words of a paragraph and a paragraph to stand after it in one wording', async ({
  page: chair,
  browser,
  baseURL,
}) => {
  const house = await dayOfAssembly(baseURL!, 2632);
  const address = `${house.home}/drafts/${house.draft}`;
  for (const [login, kind, label, words] of [
    ['room2632.1', 'replace', 'ถ้อยคำใหม่ทั้งวรรค', 'ขอให้โรงเรียนค้นหาเด็กภายใน ๑ ปี'],
    ['room2632.2', 'insert', 'ข้อความของวรรคใหม่', 'และรายงานทุกเดือน'],
  ] as const) {
    const phone = await phoneOf(browser, baseURL!, login);
    await phone.goto(address);
    await phone.getByRole('button', { name: 'เสนอแก้ไข ๑', exact: true }).click();
    await phone.getByLabel('เสนอให้').selectOption(kind);
    await phone.getByLabel(label).fill(words);
    await phone.getByLabel('เหตุผล').fill('เพื่อเด็กทุกคน');
    await phone.getByRole('button', { name: 'ส่งข้อเสนอแก้ไข' }).click();
    await expect(phone.getByText('เพื่อเด็กทุกคน').last()).toBeVisible();
    await phone.context().close();
  }
  await signIn(chair);
  await chair.goto(address);
  await chair.getByRole('button', { name: 'รวมเป็นถ้อยคำเดียว' }).click();
  const form = chair.locator('form.notice');
  for (const width of [1280, 360]) {
    await chair.setViewportSize({ width, height: 800 });
    await expect(form.getByText('วรรคนี้จะเป็น:')).toBeVisible();
    await expectAccessible(chair);
    await expectFitsWidth(chair);
  }
  await expectThumbSized(chair);
  const agreed = form.getByLabel('ถ้อยคำที่ห้องเห็นพ้อง');
  await expect(agreed).toHaveValue('ขอให้โรงเรียนค้นหาเด็กภายใน ๑ ปี');
  await agreed.fill('ขอให้โรงเรียนค้นหาเด็กภายใน ๑ ปี และรายงานทุกเดือน');
  await form.getByLabel('เหตุผลของการวินิจฉัย').fill('ที่ประชุมเห็นพ้อง');
  await form.getByRole('button', { name: 'รวมและรับ' }).click();
  await expect(
    chair.getByText(`ห้องรวมจากข้อเสนอของ ${house.agencies[0]}, ${house.agencies[1]}`),
  ).toBeVisible();
  await chair.getByRole('button', { name: 'รวมข้อที่รับเป็นฉบับใหม่' }).click();
  await expect(chair.getByText('ฉบับที่ ๒', { exact: false }).first()).toBeVisible();
  const { draft } = await house.api.get<{ draft: { text: { paragraphs: { text: string }[] } } }>(
    `/drafts/${house.draft}`,
  );
  expect(draft.text.paragraphs.map((one) => one.text)).toEqual([
    'ขอให้โรงเรียนค้นหาเด็กภายใน ๑ ปี และรายงานทุกเดือน',
  ]);
  // The document names both agencies at the paragraph.
  await chair.goto(`${house.home}/resolutions`);
  for (const agency of house.agencies.slice(0, 2))
    await expect(chair.getByRole('article').getByText(agency).first()).toBeAttached();
});
