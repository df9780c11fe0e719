import type { Page } from '@playwright/test';
import { ApiClient } from './api_client';
import { areKept, pin, setUpPhone, unlock } from './care_house';
import { expect, expectAccessible, expectFitsWidth, expectThumbSized, test } from './journey';
import { accounts, password } from './province';

// The phone in a village without signal: visits are written with the network really cut, kept sealed behind a PIN, and
// sent when there is a line; who changed the same child meanwhile loses nothing.

const name = (of: string) => ({
  given_name: of, surname: 'ใจดี', nickname: '', citizen_id: '', birth_date: '2014-05-01',
  guardian_name: 'ยายแก้ว', phone: '0810000000', house_no: '12', village_no: '4', village_name: 'บ้านดง',
  last_school: '',
}); // prettier-ignore

interface Made {
  api: ApiClient;
  secretariat: ApiClient;
  login: string;
  cases: number[];
}

/** A volunteer with two children of one house. */
async function makeVolunteer(baseURL: string, login: string): Promise<Made> {
  const secretariat = new ApiClient(baseURL);
  await secretariat.signIn(accounts.secretariat, password);
  await secretariat.post('/accounts', {
    login, display_name: 'อสม.ทดลอง', role: 'volunteer', password,
  }); // prettier-ignore
  const api = new ApiClient(baseURL);
  await api.signIn(login, password);
  const cases: number[] = [];
  for (const given_name of ['มะลิ', 'จำปา'])
    cases.push(
      (
        await api.post<{ id: number }>('/cases', {
          origin: 'by_hand',
          child: name(given_name),
          subdistrict_code: '400101',
        })
      ).id,
    );
  return { api, secretariat, login, cases };
}

/** All that lies in the phone's store, as bytes. */
async function onDisk(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const open = indexedDB.open('samatcha.phone');
    const database = await new Promise<IDBDatabase>((resolve) => {
      open.onsuccess = () => resolve(open.result);
    });
    let all = '';
    for (const store of database.objectStoreNames) {
      const request = database.transaction(store).objectStore(store).getAll();
      const values = await new Promise<unknown[]>((resolve) => {
        request.onsuccess = () => resolve(request.result);
      });
      for (const value of values)
        for (const part of Object.values(value as object))
          all += part instanceof Uint8Array ? new TextDecoder().decode(part) : String(part);
    }
    database.close();
    return all;
  });
}

test('a volunteer visits two children of one house without a line, and nothing is lost when another wrote too', async ({
  page,
  baseURL,
}) => {
  test.setTimeout(240_000);
  const { api, secretariat, login, cases } = await makeVolunteer(baseURL!, 'offlinevisitor');
  await setUpPhone(page, login, 'มะลิ');
  await expectAccessible(page);
  await expectFitsWidth(page);
  await expectThumbSized(page);
  await areKept(page);
  const disk = await onDisk(page);
  expect(disk.length).toBeGreaterThan(1000);
  for (const word of ['มะลิ', 'ใจดี', '0810000000', 'บ้านดง']) expect(disk).not.toContain(word);

  // Without a line: the page opens again, and asks for the PIN.
  await page.context().setOffline(true);
  await page.reload();
  await unlock(page, '203949');
  await expect(page.getByText('รหัส PIN ไม่ถูกต้อง ลองได้อีก 9 ครั้ง')).toBeVisible();
  await expectAccessible(page);
  await unlock(page);

  // Three taps to an outcome.
  await page.getByRole('link', { name: 'จำปา' }).click();
  await expectAccessible(page);
  await expectFitsWidth(page);
  await page.getByRole('button', { name: 'พบเด็ก ไม่ได้เรียน' }).click();
  await expectAccessible(page);
  await expectThumbSized(page);
  await page.getByRole('button', { name: 'บันทึกการเยี่ยม' }).click();
  await expect(page.getByText(/บันทึกไว้ในเครื่องนี้แล้ว \d+:\d\d น. ยังไม่ได้ส่ง/).first()).toBeVisible();

  // The other child of the house, from there.
  await page.getByRole('link', { name: 'มะลิ' }).click();
  await page.getByRole('button', { name: 'ไม่พบใคร' }).click();
  await page.getByRole('button', { name: 'ต่อไป' }).click();
  await expect(page.getByText('เลือกสิ่งที่ลองทำอย่างน้อยหนึ่งข้อ')).toBeVisible();
  await page.getByLabel('ถามเพื่อนบ้าน').check();
  await page.getByRole('button', { name: 'ต่อไป' }).click();
  await page.getByLabel('อยากบอกอะไรเพิ่ม').fill('เพื่อนบ้านว่าไปทำงานที่ตลาด');
  await page.getByRole('button', { name: 'บันทึกการเยี่ยม' }).click();
  await page.getByRole('button', { name: /^โทรศัพท์/ }).click();
  await page.getByLabel('โทรศัพท์', { exact: true }).fill('0821111111');
  await page.getByRole('button', { name: 'บันทึก', exact: true }).click();
  await expect(page.getByRole('link', { name: 'โทร 0821111111' })).toBeVisible();
  const picture = await page.screenshot({ clip: { x: 0, y: 0, width: 200, height: 200 } });
  await page
    .getByLabel('ถ่ายรูป')
    .setInputFiles({ name: 'x.png', mimeType: 'image/png', buffer: picture });
  await expect(page.getByText('อยู่ในเครื่องนี้ ยังไม่ได้ส่ง')).toBeVisible();
  await expect(page.getByText('รูปที่ยังไม่ได้ส่ง 1 รูป')).toBeVisible();

  // It is on the disk: the page is closed and opened again.
  await page.reload();
  await unlock(page);
  await expect(page.getByText('อยู่ในเครื่องนี้ ยังไม่ได้ส่ง')).toBeVisible();
  await expect(page.getByText(/ยังไม่ได้ส่ง 3 รายการ/)).toBeVisible();

  // Somebody with a line changes the same child.
  await secretariat.put(`/cases/${cases[0]}/child`, {
    child: { ...name('มะลิ'), phone: '0832222222' },
  });

  await page.context().setOffline(false);
  await expect(page.getByRole('heading', { name: 'มีข้อมูลสองอย่างต่างกัน' })).toBeVisible({
    timeout: 40_000,
  });
  const differing = page.locator('.version');
  await expect(differing).toHaveCount(2);
  await expect(differing.filter({ hasText: '0821111111' })).toBeVisible();
  await expect(differing.filter({ hasText: '0832222222' })).toBeVisible();
  await expectAccessible(page);
  await expectFitsWidth(page);
  const events = async (id: number) =>
    (await api.get<{ events: { verb: string }[] }>(`/cases/${id}`)).events.map((one) => one.verb);
  expect(await events(cases[0]!)).toContain('not_find');
  expect(await events(cases[1]!)).toContain('find_out_of_school');

  // The photo went, once; that there is one stays to be seen.
  await expect(page.getByText(/รูปที่ 1 .* ส่งแล้ว/)).toBeVisible();
  expect(await api.get(`/attachments?subject_kind=case&subject_id=${cases[0]}`)).toHaveLength(1);

  // A person says which one holds.
  await differing.filter({ hasText: '0821111111' }).getByRole('button', { name: 'ใช้ค่านี้' }).click();
  await expect(differing).toHaveCount(0);
  await expect
    .poll(
      async () => (await api.get<{ child: { phone: string } }>(`/cases/${cases[0]}`)).child.phone,
    )
    .toBe('0821111111');
});

test('a lost phone is cut off by the secretariat and forgets what it holds', async ({
  page,
  baseURL,
}) => {
  const { login, secretariat } = await makeVolunteer(baseURL!, 'lostphone');
  await setUpPhone(page, login, 'มะลิ');
  const { phones } = await secretariat.get<{
    phones: { id: number; name: string; cut_off_at?: number }[];
  }>('/phones');
  await secretariat.post(`/phones/${phones[0]!.id}/cut-off`, {});
  await page.getByRole('button', { name: 'ส่งและรับตอนนี้' }).click();
  await expect(page.getByText('เครื่องนี้ถูกตัดออกจากระบบ')).toBeVisible();
  await expect(page.getByRole('link', { name: 'มะลิ' })).toHaveCount(0);
  expect(await onDisk(page)).toBe('');
  await expectAccessible(page);
});

test('a synchronisation that breaks off goes on where it was, and the page says what is missing', async ({
  page,
  baseURL,
}) => {
  const { api, login } = await makeVolunteer(baseURL!, 'brokenline');
  for (let i = 0; i < 60; ++i)
    await api.post('/cases', {
      origin: 'by_hand',
      child: { ...name(`เด็ก${i}`), house_no: String(100 + i) },
      subdistrict_code: '400101',
    });
  let pieces = 0;
  await page.route('**/api/v1/phone/cases', (route) =>
    ++pieces === 2 ? route.abort() : route.continue(),
  );
  await page.setViewportSize({ width: 360, height: 740 });
  await page.request.post('/api/v1/session', { data: { login, password } });
  await page.goto('/visits');
  await page.getByLabel('ตั้งรหัส PIN').fill(pin);
  await page.getByLabel('รหัส PIN อีกครั้ง').fill(pin);
  await page.getByRole('button', { name: 'เริ่มใช้เครื่องนี้' }).click();
  await expect(page.getByText('50 คน')).toBeVisible();
  await expect(page.getByText('ยังไม่ได้รับรายชื่อจากแม่ข่าย')).toBeVisible();
  await expect(page.getByText('62 คน')).toBeVisible({ timeout: 40_000 });
  expect(pieces).toBe(3);
});

/** Writes until nothing goes into this browser's storage any more, not even a little. */
async function fillDisk(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const opening = indexedDB.open('filler');
    opening.onupgradeneeded = () =>
      opening.result.createObjectStore('all', { autoIncrement: true });
    const database = await new Promise<IDBDatabase>((resolve) => {
      opening.onsuccess = () => resolve(opening.result);
    });
    const goesIn = (size: number) =>
      new Promise<boolean>((resolve) => {
        const transaction = database.transaction('all', 'readwrite');
        transaction.oncomplete = () => resolve(true);
        transaction.onabort = () => resolve(false);
        const bytes = new Uint8Array(size);
        for (let i = 0; i < size; i += 65_536)
          crypto.getRandomValues(bytes.subarray(i, Math.min(size, i + 65_536)));
        transaction.objectStore('all').add(bytes);
      });
    for (const size of [4_000_000, 200_000, 10_000, 300]) while (await goesIn(size));
    database.close();
  });
}

test('what is half written is there after the lock, and a full phone loses nothing of it', async ({
  page,
  baseURL,
}) => {
  const { api, login, cases } = await makeVolunteer(baseURL!, 'fullphone');
  const browser = await page.context().newCDPSession(page);
  const quota = (quotaSize?: number) =>
    browser.send('Storage.overrideQuotaForOrigin', { origin: baseURL!, quotaSize });
  await quota(40_000_000);
  await setUpPhone(page, login, 'มะลิ');
  await page.getByRole('link', { name: 'มะลิ' }).click();
  await page.getByRole('button', { name: 'พบเด็ก ไม่ได้เรียน' }).click();
  await page.getByLabel('อยากบอกอะไรเพิ่ม').fill('ยายบอกว่าไปรับจ้าง');
  const drafts = () =>
    page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          indexedDB.open('samatcha.phone').onsuccess = function () {
            const { result } = this;
            const range = IDBKeyRange.bound('draft/', 'draft/\uffff');
            result.transaction('sealed').objectStore('sealed').count(range).onsuccess =
              function () {
                result.close();
                resolve(this.result);
              };
          };
        }),
    );
  await expect.poll(drafts).toBe(1);
  await page.getByRole('button', { name: 'ล็อกรายชื่อ' }).click();
  await expect(page.getByText('ยายบอกว่าไปรับจ้าง')).toHaveCount(0);
  expect(await onDisk(page)).not.toContain('ยายบอก');
  await page.reload();
  await unlock(page);
  await expect(page.getByLabel('อยากบอกอะไรเพิ่ม')).toHaveValue('ยายบอกว่าไปรับจ้าง');

  // No room: it says so, and what was written stays.
  await fillDisk(page);
  await page.getByRole('button', { name: 'บันทึกการเยี่ยม' }).click();
  await expect(page.getByText('หน่วยความจำของเครื่องเต็ม ยังไม่ได้บันทึก')).toBeVisible();
  await expectAccessible(page);
  await expect(page.getByLabel('อยากบอกอะไรเพิ่ม')).toHaveValue('ยายบอกว่าไปรับจ้าง');

  // Locked and without room, it says why it does not open; with room it opens, and all is there.
  await page.reload();
  await unlock(page);
  await expect(page.getByText('หน่วยความจำของเครื่องเต็ม เปิดรายชื่อเด็กไม่ได้')).toBeVisible();
  await expectAccessible(page);
  await expectFitsWidth(page);
  await quota();
  await unlock(page);
  await expect(page.getByLabel('อยากบอกอะไรเพิ่ม')).toHaveValue('ยายบอกว่าไปรับจ้าง');
  await page.getByRole('button', { name: 'บันทึกการเยี่ยม' }).click();
  await expect(
    page.getByText('ส่งแล้ว').or(page.getByText('บันทึกไว้ในเครื่องนี้แล้ว')).first(),
  ).toBeVisible();
  await expect.poll(drafts).toBe(0);
  await expect
    .poll(async () =>
      (await api.get<{ events: { verb: string }[] }>(`/cases/${cases[0]}`)).events.map(
        (one) => one.verb,
      ),
    )
    .toContain('find_out_of_school');

  // A photo that another took is told of, and stays where it is.
  const picture = await page.screenshot({ clip: { x: 0, y: 0, width: 40, height: 40 } });
  const about = `subject_kind=case&subject_id=${cases[1]}&filename=a.png`;
  await api.sendBytes(`/attachments?${about}`, picture as Buffer<ArrayBuffer>);
  await page.getByRole('button', { name: 'ส่งและรับตอนนี้' }).click();
  await page.goto(`/visits/${cases[1]}`);
  await unlock(page);
  await expect(page.getByText('ในระบบมีรูปหรือเอกสารอื่นของเด็กคนนี้ 1 รายการ')).toBeVisible();
  await expectFitsWidth(page);
});
