import {
  expect,
  expectAccessible,
  expectFitsWidth,
  purposeStated,
  signIn,
  statePurpose,
  test,
} from './journey';

test('a misspelt name finds the child, and the name stays out of the address', async ({ page }) => {
  await signIn(page, 'case_worker');
  await page.goto('/children');
  await statePurpose(page);
  await page.getByRole('row').nth(1).getByRole('link').click();
  const name = await page.locator('p.name').innerText();
  const child = new URL(page.url()).pathname;

  await page.keyboard.press('/');
  await expect(page).toHaveURL(/\/search$/);
  const words = page.getByLabel('ชื่อ หมู่บ้าน หรือเลข');
  await expect(words).toBeFocused();
  const [given, ...surname] = name.split(' ');
  const misspelt = `${given!.replace(/[่้๊๋์]/g, '')} ${surname.join(' ').replace(/ณ/g, 'น')}`;
  await words.fill(misspelt);
  await page.keyboard.press('Enter');
  await expect(page.locator(`a[href="${child}"]`)).toBeVisible();
  await expect(page).toHaveURL(/\/search$/);
});

test('an identity number finds its child, and stands in no address asked for', async ({ page }) => {
  await signIn(page, 'case_worker');
  await purposeStated(page);
  await page.goto('/children?sort=age');
  await page.getByRole('row').nth(1).getByRole('link').click();
  const row = page.getByRole('row', { name: 'เลขประจำตัวประชาชน' });
  const number = await row
    .getByRole('cell')
    .filter({ hasText: /^\d{13}$/ })
    .first()
    .innerText();
  const child = new URL(page.url()).pathname;
  const addresses: string[] = [];
  page.on('request', (request) => addresses.push(request.url()));
  await page.goto('/search');
  await page.getByLabel('ชื่อ หมู่บ้าน หรือเลข').fill(number);
  await page.keyboard.press('Enter');
  await expect(page.locator(`a[href="${child}"]`)).toBeVisible();
  // A proxy in front logs addresses.
  expect(addresses.some((address) => address.endsWith('/v1/search'))).toBe(true);
  expect(addresses.filter((address) => address.includes(number))).toEqual([]);
  await expect(page.getByRole('main')).not.toContainText(number);
});

test('a number that nobody has says what else to try', async ({ page }) => {
  await signIn(page, 'case_worker');
  await page.goto('/search');
  await statePurpose(page);
  await page.getByLabel('ชื่อ หมู่บ้าน หรือเลข').fill('1100000000008');
  await page.keyboard.press('Enter');
  await expect(page.getByText('ไม่พบคนที่ชื่อใกล้เคียง')).toBeVisible();
});

test('a phone finds while one types, and a list shows initials only', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await signIn(page, 'case_worker');
  await purposeStated(page);
  await page.goto('/children?sort=age');
  await page.getByRole('row').nth(1).getByRole('link').click();
  const name = await page.locator('p.name').innerText();
  const child = new URL(page.url()).pathname;
  await page.goto('/search');
  await page.getByLabel('ชื่อ หมู่บ้าน หรือเลข').pressSequentially(name);
  await expect(page.locator(`a[href="${child}"]`)).toBeVisible();
  await expect(page.getByRole('main').getByText(name)).toHaveCount(0);
  await expectAccessible(page);
  await expectFitsWidth(page);
});
