import { expect, signIn, test } from './journey';

test.beforeEach(async ({ page }) => {
  await signIn(page);
  await page.goto('/situation');
});

test('the map is drawn, walked by arrow keys and opened with Enter', async ({ page }) => {
  const map = page.getByRole('application');
  // Without a graphics card, and on a busy machine, drawing takes its time.
  await expect(map).toHaveAttribute('data-drawn', 'yes', { timeout: 60_000 });
  await map.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  await expect(page).toHaveURL(/subdistrict=40\d{4}/);
  await expect(page.getByText(/^ต\..+ อ\..+: /)).toBeVisible();
  const code = new URL(page.url()).searchParams.get('subdistrict');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`/children\\?.*subdistrict=${code}`));
});

test('behind the map stands a table of the same subdistricts', async ({ page }) => {
  const figure = page.getByRole('figure').filter({ has: page.getByRole('application') });
  await figure.getByText('ดูเป็นตาราง').click();
  await expect(figure.getByRole('row').nth(100)).toBeAttached();
  await expect(figure.getByRole('columnheader', { name: 'สัดส่วน' })).toBeVisible();
});
