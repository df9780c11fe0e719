import { expect, signIn, test } from './journey';

test('an officer is asked for the register that never came, and led to import it', async ({
  page,
}) => {
  await signIn(page, 'officer');
  await page.goto('/');
  const need = page.getByRole('listitem').filter({ hasText: 'ยังไม่เคยนำเข้าทะเบียนนักเรียน' });
  await expect(need).toContainText('วิทยาลัยทดลอง');
  await need.getByRole('link').click();
  await expect(page.getByRole('radio', { name: /วิทยาลัย/ })).toBeChecked();
  // Other agencies' agreements are none of the officer's.
  await expect(page.getByRole('radio')).toHaveCount(1);
  await expect(page.getByTestId('drop-place')).toBeVisible();
});

test('the secretariat sees which agency has sent nothing', async ({ page }) => {
  await signIn(page);
  await page.goto('/');
  await expect(page.getByRole('main').getByText('วิทยาลัยทดลอง')).toBeVisible();
});

test('who goes to the children is led to their list', async ({ page }) => {
  await signIn(page, 'case_worker');
  await page.goto('/');
  await page.getByRole('link', { name: 'ดูรายชื่อ' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('ที่ควรไปหา');
});

test('a viewer has nothing waiting, and the number leads to its page', async ({ page }) => {
  await signIn(page, 'viewer');
  await page.goto('/');
  await expect(page.getByText('ไม่มีอะไรค้าง')).toBeVisible();
  await page.getByRole('link', { name: /เด็กและเยาวชนนอกระบบการศึกษาในจังหวัด/ }).click();
  await expect(page.getByTestId('number')).toBeVisible();
});
