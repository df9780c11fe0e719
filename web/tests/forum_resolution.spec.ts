import { ApiClient } from './api_client';
import { dayOfAssembly, everyoneIn } from './assembly_house';
import { crowd, openForum, phoneAt, seeds } from './forum_house';
import { expect, expectAccessible, expectFitsWidth, signIn, test } from './journey';
import { accounts, password } from './province';

// From what people said to a resolution that says so for ever.

test('a statement becomes a paragraph, the paragraph a resolution, and everyone reads whose votes it grew from', async ({
  baseURL,
  browser,
  page,
}) => {
  await signIn(page);
  let forum = 0;
  const house = await dayOfAssembly(baseURL!, 2680, 1, async (assembly) => {
    const api = new ApiClient(baseURL!);
    await api.signIn(accounts.secretariat, password);
    forum = await openForum(api, assembly, 2680);
    await crowd(baseURL!, forum, 40);
    const published = () => api.get<{ participants: number }>(`/public/40/forums/${forum}/results`);
    await expect.poll(async () => (await published()).participants).toBe(40);
    await page.goto(`/assemblies/${assembly}/forums/${forum}`);
    await page.getByRole('group', { name: 'ทุกกลุ่มเห็นร่วมกัน' }).getByLabel(seeds[0]!).check();
    await page.getByRole('button', { name: 'ใส่เป็นวรรคในร่างมติ' }).click();
    await page.getByLabel('ร่างมติของวาระ').selectOption({ index: 0 });
    await page.getByLabel('ถ้อยคำของวรรค').fill('ขอให้จัดรถรับส่งนักเรียนทุกตำบล');
    await page.getByRole('button', { name: 'ใส่เป็นวรรคในร่างมติ' }).last().click();
    await expect(page.getByText('บันทึกแล้ว พร้อมลิงก์ไปกลับ')).toBeVisible();
  });
  await everyoneIn(house);
  const { test: question } = await house.api.post<{ test: { id: number } }>(
    `${house.home}/consensus-tests`,
    { room_id: house.plenary_id, draft_id: house.draft },
  );
  await house.api.post(`/consensus-tests/${question.id}/close`, {});
  await house.api.post(`/drafts/${house.draft}/adoption`, {});
  await house.api.post(`${house.home}/phase`, { to: 'adopted' });

  // Those who work here find it at the paragraph, on its own line.
  await page.goto(`${house.home}/resolutions`);
  const grown = page.locator('details').filter({ hasText: 'ขอให้จัดรถรับส่งนักเรียนทุกตำบล' });
  await expect(grown.locator('summary')).toContainText('จากประชาชน 1 ข้อความ');
  await grown.locator('summary').click();
  await expect(grown.getByText(`“${seeds[0]}”`)).toBeVisible();
  await expect(grown.getByText(/เห็นด้วย 100\s?% ไม่เห็นด้วย 0\s?% จาก 40 คน/)).toBeVisible();
  const other = page.locator('details').filter({ hasText: 'ขอให้ค้นหาเด็กให้ครบ' });
  await expect(other.locator('summary')).not.toContainText('จากประชาชน');
  await expectAccessible(page);

  // Everyone else once it is published, from a phone; and in each file that can be had.
  await house.api.post(`${house.home}/publication`, {});
  const phone = await phoneAt(browser, baseURL!);
  await phone.goto(`/resolutions/40/${house.home.split('/').pop()}`);
  await phone.locator('summary', { hasText: 'มติที่ ๑' }).click();
  await expect(phone.getByText('มาจากความเห็นของประชาชน')).toBeVisible();
  await expect(phone.getByText(/เห็นด้วย 100\s?% ไม่เห็นด้วย 0\s?% จาก 40 คน/)).toBeVisible();
  await expectAccessible(phone);
  await expectFitsWidth(phone);
  const file = (format: string) =>
    phone.request.get(
      `/api/v1/public${house.home.replace('/assemblies', '/40/assemblies')}/document?format=${format}&language=th&digits=thai`,
    );
  expect(await (await file('html')).text()).toContain(
    `“${seeds[0]}” เห็นด้วย ๔๐ คน ไม่เห็นด้วย ๐ คน ข้าม ๐ คน`,
  );
  for (const format of ['pdf', 'docx']) expect((await file(format)).ok()).toBe(true);

  // And back: the forum's page says what became of the statement.
  await phone.getByRole('link', { name: /^เวที เวทีเด็กทุกคนได้เรียน/ }).click();
  await expect(phone.getByTestId('votes')).toHaveText('160');
  await expect(phone.getByRole('heading', { name: 'ข้อความที่นำไปใช้แล้ว' })).toBeVisible();
  await phone.getByRole('link', { name: /^เป็นวรรคใน/ }).click();
  await expect(phone).toHaveURL(new RegExp(`/resolutions/40/${house.home.split('/').pop()}$`));
  await phone.context().close();
});
