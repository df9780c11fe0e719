import type { Page } from '@playwright/test';
import {
  expect,
  expectAccessible,
  expectFitsWidth,
  expectThumbSized,
  purposeStated,
  signIn,
  test,
} from './journey';

const screens = [
  '/',
  '/situation',
  '/children',
  '/search',
  '/cases',
  '/cases/new',
  '/care/assign',
  '/care/workers',
  '/visits',
  '/phones',
  '/agencies',
  '/agencies/new',
  '/agreements',
  '/agreements/new',
  '/snapshots',
  '/snapshots/new',
  '/link-runs',
  '/link-runs/new',
  '/review',
  '/review/work?queue=doubtful',
  '/review/rules',
  '/review/accuracy',
  '/accounts',
  '/access-log',
  '/account',
  '/notices',
  '/inbox',
  '/referrals',
  '/services',
  '/board',
  '/board/meetings',
  '/webhooks',
  '/keeping',
  '/assemblies',
  '/invitation',
  '/resolutions',
  '/forums',
  '/hearings',
  '/verify',
  '/methods',
  '/nowhere',
];
/** The first entry of these lists is a screen of its own. */
const lists = ['/snapshots', '/link-runs', '/agreements', '/agencies', '/children'];

test('a province with nothing in it meets no error on any screen', async ({ page }) => {
  await signIn(page, 'newcomer');
  await purposeStated(page);
  for (const screen of screens) {
    await page.goto(screen);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await page.waitForLoadState('networkidle');
    await expect(page.getByRole('alert'), screen).toHaveCount(0);
  }
});

async function look(page: Page) {
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.waitForLoadState('networkidle');
  await expectAccessible(page);
  await expectFitsWidth(page);
  if (page.viewportSize()!.width < 640) await expectThumbSized(page);
}

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

    for (const screen of screens)
      test(`${screen} is accessible and fits`, async ({ page }) => {
        await signIn(page);
        await purposeStated(page);
        await page.goto(screen);
        await look(page);
      });

    for (const list of lists)
      test(`one of ${list} is accessible and fits`, async ({ page }) => {
        await signIn(page);
        await purposeStated(page);
        await page.goto(list);
        const first = page.getByRole('main').locator(`a[href^="${list}/"]:not([href$="/new"])`);
        await page.goto((await first.first().getAttribute('href'))!);
        await look(page);
      });

    test('the purpose is asked for before any child is shown, accessibly', async ({ page }) => {
      await signIn(page);
      await page.goto('/children');
      await expect(page.getByRole('radio').first()).toBeVisible();
      await expect(page.getByRole('row')).toHaveCount(0);
      await expectAccessible(page);
      await expectFitsWidth(page);
    });

    test('the ways about are reached by keyboard or thumb', async ({ page }) => {
      await signIn(page);
      await page.goto('/');
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('วันนี้');
      if (width < 900) {
        await page.getByRole('button', { name: 'อื่น ๆ' }).click();
        await page.getByRole('dialog').getByRole('link', { name: 'หน่วยงาน', exact: true }).click();
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
