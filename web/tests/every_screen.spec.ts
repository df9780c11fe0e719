import { expectAccessible, expectFitsWidth, expect, signIn, statePurpose, test } from './journey';

const screens = [
  '/',
  '/situation',
  '/children',
  '/search',
  '/agencies',
  '/agencies/new',
  '/agreements',
  '/agreements/new',
  '/snapshots',
  '/snapshots/new',
  '/link-runs',
  '/link-runs/new',
  '/accounts',
  '/access-log',
  '/account',
  '/methods',
  '/nowhere',
];
/** The first entry of these lists is a screen of its own. */
const lists: [string, RegExp][] = [
  ['/snapshots', /^\/snapshots\/\d+/],
  ['/link-runs', /^\/link-runs\/\d+/],
  ['/agreements', /^\/agreements\/\d+/],
  ['/agencies', /^\/agencies\/\d+/],
  ['/children', /^\/children\/\d+/],
];

for (const [name, width, scheme] of [
  ['on a desktop', 1280, 'light'],
  ['on a phone of 360 px, dark', 360, 'dark'],
] as const)
  test.describe(name, () => {
    test.use({ viewport: { width, height: 780 }, colorScheme: scheme });

    test('the way in is accessible and fits', async ({ page }) => {
      await page.goto('/');
      await expect(page.getByRole('button', { name: 'เข้าสู่ระบบ' })).toBeVisible();
      await expectAccessible(page);
      await expectFitsWidth(page);
    });

    test('every screen is accessible and fits', async ({ page }) => {
      test.setTimeout(240_000);
      await signIn(page);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('วันนี้');
      await page.goto('/search');
      await expectAccessible(page);
      await statePurpose(page);
      for (const screen of screens) await look(screen);
      for (const [list, pattern] of lists) {
        await page.goto(list);
        const first = page.getByRole('main').locator('a[href]').filter({ visible: true });
        await expect(first.first()).toBeVisible();
        const links = await first.evaluateAll((all) => all.map((one) => one.getAttribute('href')!));
        await look(links.find((href) => pattern.test(href))!);
      }

      async function look(screen: string) {
        await test.step(screen, async () => {
          await page.goto(screen);
          await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
          await page.waitForLoadState('networkidle');
          await expectAccessible(page);
          await expectFitsWidth(page);
        });
      }
    });

    test('the ways about are reached by keyboard or thumb', async ({ page }) => {
      await signIn(page);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('วันนี้');
      if (width < 900) {
        await page.getByRole('button', { name: 'อื่น ๆ' }).click();
        await page.getByRole('dialog').getByRole('link', { name: 'หน่วยงาน' }).click();
        await expect(page.getByRole('heading', { level: 1 })).toHaveText('หน่วยงานภาคี');
      } else {
        await page.keyboard.press('?');
        await expect(page.getByRole('dialog', { name: 'ปุ่มลัด' })).toBeVisible();
        await expectAccessible(page);
        await page.keyboard.press('Escape');
        await page.keyboard.press('/');
        await expect(page).toHaveURL(/\/search$/);
      }
    });
  });
