import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from '@playwright/test';
import { ApiClient } from './api_client';
import {
  expect,
  expectAccessible,
  expectFitsWidth,
  expectThumbSized,
  signIn,
  test,
} from './journey';
import { accounts, password } from './province';

const word = `<html><body><!--StartFragment-->
<p class=MsoNormal>ตระหนักว่าเด็กและเยาวชนจำนวนมากอยู่นอกระบบการศึกษา<o:p></o:p></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>๑.<span>&nbsp;</span></span>ขอให้ศึกษาธิการจังหวัดค้นหาเด็กให้ครบทุกตำบลภายใน ๑ ปี</p>
<p class=MsoListParagraph style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>๑.๑</span>โดยร่วมกับอาสาสมัครในหมู่บ้าน</p>
<!--EndFragment--></body></html>`;

const run = (program: string, ...words: string[]) =>
  execFileSync(program, words, { encoding: 'utf8' });

interface Delegate {
  agency: string;
  sector: string;
  login: string;
  page: Page;
}

async function paste(page: Page, html: string) {
  await page.evaluate((given) => {
    const data = new DataTransfer();
    data.setData('text/html', given);
    document.activeElement!.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
    );
  }, html);
}

test('an assembly goes from its opening to a resolution, on six screens at once, without a reload', async ({
  browser,
  baseURL,
  page: secretariat,
}) => {
  test.setTimeout(400_000);
  const api = new ApiClient(baseURL!);
  await api.signIn(accounts.secretariat, password);
  const contexts: BrowserContext[] = [];
  const complaints: string[] = [];
  const open = async (width: number, height: number) => {
    const context = await browser.newContext({
      baseURL,
      viewport: { width, height },
      locale: 'th-TH',
    });
    contexts.push(context);
    const page = await context.newPage();
    page.on('pageerror', (error) => complaints.push(error.message));
    return page;
  };

  // The agencies, and who chairs the room.
  const delegates: Delegate[] = [];
  for (const [i, sector] of ['state', 'academia', 'civil_society'].entries()) {
    const agency = `หน่วยงานสมัชชา ${i + 1}`;
    await api.post('/agencies', {
      name_th: agency, name_en: '', sector, ministry: '', kind: '', mandate_th: '', mandate_en: '',
      area_code: '40',
    }); // prettier-ignore
    delegates.push({ agency, sector, login: `delegate${i + 1}`, page: await open(360, 780) });
  }
  const agencies = await api.get<{ id: number; name_th: string }[]>('/agencies');
  await api.post('/accounts', {
    login: 'chair', display_name: 'ประธานห้องหนึ่ง', role: 'delegate', password,
    agency_id: agencies.find((one) => one.name_th === delegates[0]!.agency)!.id,
  }); // prettier-ignore
  const [first, second, third] = delegates.map((one) => one.page) as [Page, Page, Page];
  const chair = await open(1280, 900);
  const projector = await open(1280, 720);

  // Opened, with a room.
  await signIn(secretariat);
  await secretariat.goto('/assemblies');
  await secretariat.getByRole('button', { name: 'เปิดสมัชชาของปี' }).click();
  await secretariat.getByLabel('ชื่อสมัชชาภาษาไทย').fill('สมัชชาการศึกษาเพื่อความเสมอภาค');
  await secretariat.getByLabel('สะท้อนปัญหา ถึงวันที่').fill('1 ส.ค. 2600');
  await secretariat.getByRole('button', { name: 'เปิดสมัชชาของปี' }).click();
  await expect(secretariat.getByText('ถึง 1 ส.ค. 2600').first()).toBeVisible();
  const home = new URL(secretariat.url()).pathname;
  await secretariat.getByText('เพิ่มห้องย่อย').first().click();
  await secretariat.getByLabel('ชื่อห้องภาษาไทย').fill('ห้องหนึ่ง');
  await secretariat.getByLabel('ประธานห้อง').selectOption({ label: 'ประธานห้องหนึ่ง' });
  await secretariat.getByRole('button', { name: 'เพิ่มห้องย่อย' }).click();
  await expect(secretariat.getByRole('link', { name: 'ห้องหนึ่ง' })).toBeVisible();
  await expectAccessible(secretariat);

  // Invited by link; each delegate makes an account of it.
  const way = (name: string) => secretariat.getByRole('main').getByRole('link', { name }).first();
  await way('หน่วยงานและผู้แทน').click();
  for (const { agency, login, page } of delegates) {
    await secretariat.getByLabel('หน่วยงาน', { exact: true }).selectOption({ label: agency });
    await secretariat.getByLabel('ชื่อผู้แทน').fill(`ผู้แทน ${login}`);
    await secretariat.getByRole('button', { name: 'ออกลิงก์เชิญ' }).click();
    await expect(secretariat.getByText(`ลิงก์เชิญของ ผู้แทน ${login}`)).toBeVisible();
    const link = new URL(await secretariat.getByTestId('invitation').innerText());
    await page.goto(link.pathname + link.hash);
    await page.getByLabel('ชื่อผู้ใช้').fill(login);
    await page.getByLabel('ตั้งรหัสผ่าน').fill(password);
    if (page === first) {
      await expectAccessible(page);
      await expectThumbSized(page);
    }
    await page.getByRole('button', { name: 'ตอบรับและเข้าสมัชชา' }).click();
    await expect(page.getByRole('heading', { name: 'ภาพรวม' })).toBeVisible();
  }
  await expect(secretariat.getByText('ตอบรับแล้ว', { exact: true })).toHaveCount(4);
  await expectAccessible(secretariat);

  const goOn = async (phase: string) => {
    await way('ภาพรวม').click();
    await secretariat.getByRole('button', { name: `ไปขั้น “${phase}”` }).click();
    await expect(secretariat.locator('li.now')).toContainText(phase);
  };

  // A proposal, its answer, an item.
  await first.goto(`${home}/agenda`);
  await first.getByLabel('ชื่อเรื่องภาษาไทย').fill('ค้นหาเด็กนอกระบบ');
  await first.getByLabel('เหตุผล').fill('พบเด็กที่ไม่มีชื่อในทะเบียนใด');
  await first.getByRole('button', { name: 'ส่งข้อเสนอ' }).click();
  await expect(first.getByText('รอคำตอบ')).toBeVisible();
  await goOn('กำหนดระเบียบวาระ');
  await way('ระเบียบวาระ').click();
  await secretariat.getByText('ตอบข้อเสนอนี้').click();
  await secretariat.getByLabel('คำตอบถึงผู้เสนอ').fill('สำคัญและทำได้');
  await secretariat.getByRole('button', { name: 'เลือกเข้าวาระ', exact: true }).click();
  await expect(first.getByText('สำคัญและทำได้')).toBeVisible();
  await secretariat.getByLabel('ชื่อเรื่องภาษาไทย').fill('ค้นหา ดูแล ส่งต่อ');
  await secretariat.getByLabel('ห้องที่พิจารณา').selectOption({ label: 'ห้องหนึ่ง' });
  await secretariat.getByLabel('หน่วยงานหลัก').selectOption({ label: delegates[0]!.agency });
  await secretariat.getByRole('button', { name: 'เพิ่มวาระ' }).click();
  await expect(first.getByText('วาระที่ ๑')).toBeVisible();
  await expectAccessible(first);
  await expectFitsWidth(first);

  // A draft pasted from Word; two write at once and both stay.
  await goOn('ยกร่างมติ');
  await first.getByRole('link', { name: 'เริ่มยกร่าง' }).click();
  await first.getByLabel('ชื่อมติ').fill('มติว่าด้วยการค้นหาเด็ก');
  await first.getByLabel('คำปรารภ').focus();
  await paste(first, word);
  await expect(first.getByLabel('ข้อ ๑', { exact: true })).toHaveValue(/ค้นหาเด็ก/);
  await expect(first.getByText(/บันทึกแล้ว/)).toBeVisible();
  await way('ระเบียบวาระ').click();
  await secretariat.getByRole('link', { name: 'แก้ไขร่าง' }).click();
  await secretariat.getByLabel('ข้อ ๑.๑').press('End');
  await secretariat.getByLabel('ข้อ ๑.๑').pressSequentially('ทุกแห่ง');
  await first.getByLabel('คำปรารภ').press('End');
  await first.getByLabel('คำปรารภ').pressSequentially(' ในจังหวัด');
  for (const page of [first, secretariat]) {
    await expect(page.getByLabel('ข้อ ๑.๑')).toHaveValue(/หมู่บ้านทุกแห่ง/);
    await expect(page.getByLabel('คำปรารภ')).toHaveValue(/การศึกษา ในจังหวัด/);
    await expect(page.getByText(/บันทึกแล้ว/)).toBeVisible();
    await expectAccessible(page);
  }

  // Two amendments in conflict, seen on every screen.
  await secretariat.getByRole('link', { name: '← ระเบียบวาระ' }).click();
  await goOn('รับฟังความเห็น');
  await chair.request.post('/api/v1/session', { data: { login: 'chair', password } });
  await signIn(projector);
  const rooms = await api.get<{ id: number; is_plenary: boolean }[]>(`${home}/rooms`);
  const room = `${home}/rooms/${rooms.find((one) => !one.is_plenary)!.id}`;
  const plenary = `${home}/rooms/${rooms.find((one) => one.is_plenary)!.id}`;
  await projector.goto(`${room}/projector`);
  await expect(projector.getByTestId('paragraph')).toBeVisible();
  for (const [page, words] of [
    [second, '๖ เดือน'],
    [third, '๒ ปี'],
  ] as const) {
    await page.goto(`${home}/agenda`);
    await page.getByRole('link', { name: 'อ่านร่างมติ' }).click();
    await page.getByRole('button', { name: 'เสนอแก้ไข ๑', exact: true }).click();
    const field = page.getByLabel('ถ้อยคำใหม่ทั้งวรรค');
    await field.fill((await field.inputValue()).replace('๑ ปี', words));
    await page.getByLabel('เหตุผล').fill('เพื่อให้ทำได้จริง');
    await page.getByRole('button', { name: 'ส่งข้อเสนอแก้ไข' }).click();
  }
  await first.goto(`${home}/resolutions`); // The one document too.
  for (const page of [first, second, third, projector])
    await expect(page.getByText('ข้อเสนอขัดกัน').first()).toBeVisible();
  await expectAccessible(second);
  await expectFitsWidth(second);
  await expectThumbSized(second);
  await expectAccessible(projector);

  // The hall fills; the chair decides.
  await goOn('ประชุมสมัชชา');
  const comeIn = async (where: string) => {
    await secretariat.goto(`${home}/door`);
    for (const { page, login } of delegates) {
      await page.goto(where);
      const badge = await page.getByTestId('badge').innerText();
      const name = where === room ? 'ห้องหนึ่ง' : 'ที่ประชุมใหญ่';
      await secretariat.getByLabel('ห้อง', { exact: true }).selectOption({ label: name });
      await secretariat.getByLabel('รหัสบัตรผู้แทน').fill(badge);
      await secretariat.getByRole('button', { name: 'เข้าห้อง' }).click();
      await expect(secretariat.getByText(new RegExp(`ผู้แทน ${login}.*เข้าห้องแล้ว`))).toBeVisible();
      await expect(page.getByTestId('badge')).toHaveCount(0);
    }
  };
  await comeIn(room);
  await chair.goto(room);
  await chair.getByRole('link', { name: 'ไปวินิจฉัย' }).click();
  for (const [agency, decision] of [
    [delegates[1]!.agency, 'รับ'],
    [delegates[2]!.agency, 'ไม่รับ'],
  ] as const) {
    const card = chair
      .getByRole('article')
      .filter({ has: chair.locator('.head', { hasText: agency }) });
    await card.getByText('วินิจฉัย', { exact: true }).click();
    await card.getByLabel('เหตุผลของการวินิจฉัย').fill('ห้องเห็นพ้อง');
    await card.getByRole('button', { name: decision, exact: true }).click();
    await expect(card.getByText('คำวินิจฉัย:')).toBeVisible();
  }
  await chair.getByRole('button', { name: 'รวมข้อที่รับเป็นฉบับใหม่' }).click();
  for (const page of [first, chair]) await expect(page.getByText(/๖ เดือน/).first()).toBeVisible();

  // Consensus in the room: an objection opens a way, and a phone that slept catches up.
  await chair.goto(room);
  // A thousand phones that ask after each event would be too many: what happens tells itself.
  const questions = new Map<Page, string[]>();
  for (const page of [first, second, projector]) {
    questions.set(page, []);
    page.on('request', (request) => {
      if (/\/api\/(?!.*\/events)/.test(request.url()) && request.method() === 'GET')
        questions.get(page)!.push(request.url());
    });
  }
  await chair.getByRole('button', { name: 'ถามฉันทนามติ' }).click();
  for (const page of [first, second, third])
    await expect(page.getByRole('button', { name: 'เห็นด้วย', exact: true })).toBeVisible();
  await third.getByRole('button', { name: 'คัดค้าน' }).click();
  await third.getByLabel('เหตุผล').fill('เวลาสั้นเกินไป');
  await third.getByLabel('ถ้อยคำที่เสนอแทน').fill('ภายใน ๑ ปี');
  await third.getByRole('button', { name: 'ส่งท่าที' }).click();
  await expect(projector.getByTestId('standing')).toHaveText('มีผู้คัดค้าน');
  await expect(chair.getByText('มีผู้คัดค้าน จะไม่ถูกโหวตทับ')).toBeVisible();
  await second.context().setOffline(true);
  await first.getByRole('button', { name: 'เห็นด้วย', exact: true }).click();
  await third.getByRole('button', { name: 'เห็นด้วยโดยมีข้อสงวน' }).click();
  await third.getByLabel('เหตุผล').fill('ขอให้ทบทวนกำหนดเวลา');
  await third.getByRole('button', { name: 'ส่งท่าที' }).click();
  await expect(projector.getByRole('img', { name: 'ตอบแล้ว 2 จาก 3 หน่วยงาน' })).toBeVisible();
  await second.context().setOffline(false);
  await expect(second.getByRole('img', { name: 'ตอบแล้ว 2 จาก 3 หน่วยงาน' })).toBeVisible({
    timeout: 30_000,
  });
  await expectAccessible(second);
  await expectThumbSized(second);
  await second.getByRole('button', { name: 'เห็นด้วย', exact: true }).click();
  await expect(projector.getByTestId('standing')).toHaveText('ทุกหน่วยงานตอบแล้ว ไม่มีผู้ขวาง');
  await expectAccessible(chair);
  await chair.getByRole('button', { name: 'ปิดการถาม' }).click();
  for (const page of [first, second, third, projector, chair])
    await expect(page.getByText('ได้ฉันทนามติ', { exact: true }).first()).toBeVisible();
  // Of six events three are about the objection: it is made, withdrawn, and the test it was in closed.
  for (const asked of questions.values()) expect(asked.length).toBeLessThanOrEqual(3);

  // The plenary agrees and adopts.
  await projector.goto(`${plenary}/projector`);
  await comeIn(plenary);
  await secretariat.goto(plenary);
  await secretariat.getByRole('button', { name: 'ถามฉันทนามติ' }).click();
  for (const page of [first, second, third])
    await page.getByRole('button', { name: 'เห็นด้วย', exact: true }).click();
  await expect(projector.getByTestId('standing')).toHaveText('ทุกหน่วยงานตอบแล้ว ไม่มีผู้ขวาง');
  await secretariat.getByRole('button', { name: 'ปิดการถาม' }).click();
  await secretariat.getByRole('button', { name: 'รับเป็นมติ' }).click();
  for (const page of [first, second, third, projector, secretariat])
    await expect(page.getByText('ที่ประชุมรับเป็นมติที่ ๑ แล้ว')).toBeVisible();
  await goOnFromRoom();
  await first.goto(`${home}/resolutions`);
  await expect(first.getByText(/รับโดยฉันทนามติ/)).toBeVisible();
  await expect(first.getByText(/๖ เดือน/)).toBeVisible();
  await expectAccessible(first);
  await expectFitsWidth(first);

  // Each paragraph tells where its words came from; the document is one text in three files.
  await first.getByText('ขอให้ศึกษาธิการจังหวัดค้นหาเด็ก').click();
  await expect(first.getByText('เพื่อให้ทำได้จริง')).toBeVisible();
  await expect(first.getByText(`${delegates[1]!.agency} · แก้ถ้อยคำ · ห้องหนึ่ง`)).toBeVisible();
  await expectAccessible(first);
  const folder = mkdtempSync(join(tmpdir(), 'samatcha-document-'));
  const saved = async (page: Page, label: string, name: string) => {
    const wait = page.waitForEvent('download');
    await page.getByRole('link', { name: label }).click();
    const path = join(folder, name);
    await (await wait).saveAs(path);
    return path;
  };
  const pdf = await saved(first, 'ดาวน์โหลด PDF', 'a.pdf');
  const docx = await saved(first, 'ดาวน์โหลด Word', 'a.docx');
  const html = await saved(first, 'ดาวน์โหลดหน้าเว็บ', 'a.html');
  const said = [
    run('pdftotext', pdf, '-'),
    run('unzip', '-p', docx, 'word/document.xml', 'word/footer1.xml'),
    readFileSync(html, 'utf8'),
  ];
  for (const text of said) expect(text.replace(/\s/g, '')).toContain('ภายใน๖เดือน');
  const hashes = new Set(said.map((text) => /\b[0-9a-f]{64}\b/.exec(text)?.[0]));
  expect(hashes.size).toBe(1);
  const hash = [...hashes][0]!;

  // Nobody outside knows of it until it is published; then anyone verifies it, and the log.
  const passer = await open(360, 780);
  await passer.goto('/verify');
  const verify = async (code: string) => {
    await passer.getByLabel('รหัสยืนยัน').fill(code);
    await passer.getByRole('button', { name: 'ตรวจสอบ' }).click();
  };
  await verify(hash);
  await expect(passer.getByText('ไม่พบเอกสารของรหัสนี้')).toBeVisible();
  await expectAccessible(passer);
  await secretariat.goto(`${home}/log`);
  await secretariat.getByLabel('เข้าใจแล้วว่าเอาคืนไม่ได้').check();
  await secretariat.getByRole('button', { name: 'เผยแพร่สมัชชานี้' }).click();
  await expect(secretariat.getByText('เผยแพร่แล้วเมื่อ')).toBeVisible();
  await verify(hash.slice(0, 16));
  await expect(passer.getByText('เป็นเอกสารมติของจริง')).toBeVisible();
  await expect(passer.getByText(/๖ เดือน/)).toBeVisible();
  await expectAccessible(passer);
  await expectFitsWidth(passer);
  await expectThumbSized(passer);
  await verify('0123456789abcdef');
  await expect(passer.getByText('ไม่พบเอกสารของรหัสนี้')).toBeVisible();

  // A reason that names someone is taken out of the log, by two; its chain stays whole.
  await api.post('/accounts', {
    login: 'secretariat2', display_name: 'เลขานุการสอง', role: 'secretariat', password,
  }); // prettier-ignore
  const second_secretary = await open(1280, 900);
  await second_secretary.request.post('/api/v1/session', {
    data: { login: 'secretariat2', password },
  });
  const proposed = secretariat.getByRole('listitem').filter({ hasText: 'พบเด็กที่ไม่มีชื่อในทะเบียนใด' });
  while ((await proposed.count()) === 0)
    await secretariat.getByRole('button', { name: 'ดูรายการก่อนหน้า' }).click();
  await proposed.getByRole('button', { name: 'ปกปิด เหตุผล' }).click();
  await secretariat.getByRole('textbox', { name: 'เหตุผล' }).fill('อาจบอกว่าเป็นใคร');
  await expectAccessible(secretariat);
  await secretariat.getByRole('button', { name: 'ส่งคำขอปกปิด' }).click();
  await expect(secretariat.getByText('รออีกบัญชีหนึ่ง')).toBeVisible();
  await second_secretary.goto(`${home}/log`);
  await second_secretary.getByRole('button', { name: 'แสดงที่ที่ปรากฏ' }).click();
  await second_secretary.getByRole('button', { name: 'ยืนยันปกปิดถาวร' }).click();
  await expect(second_secretary.getByText('ปกปิดแล้ว', { exact: true })).toBeVisible();
  await expectAccessible(second_secretary);
  await passer.goto('/resolutions');
  await passer.getByRole('link', { name: 'สมัชชาการศึกษาเพื่อความเสมอภาค' }).click();
  const log = await saved(passer, 'ดาวน์โหลดบันทึก', 'log.jsonl');
  const lines = readFileSync(log, 'utf8');
  expect(lines).not.toContain('พบเด็กที่ไม่มีชื่อในทะเบียนใด');
  for (const { login } of delegates) expect(lines).not.toContain(`ผู้แทน ${login}`);
  const verified = JSON.parse(run(process.env.SAMATCHA_BINARY!, 'verify-log', '--json', log)) as {
    head: string;
    redacted: number;
  };
  expect(verified.redacted).toBe(delegates.length + 1);
  await expect(passer.getByText(verified.head)).toBeVisible();
  await expectAccessible(passer);
  await expectFitsWidth(passer);
  await expectThumbSized(passer);
  rmSync(folder, { recursive: true });

  expect(complaints).toEqual([]);
  for (const context of contexts) await context.close();

  async function goOnFromRoom() {
    await secretariat.goto(home);
    await secretariat.getByRole('button', { name: 'ไปขั้น “มีมติแล้ว”' }).click();
    await expect(secretariat.locator('li.now')).toContainText('มีมติแล้ว');
  }
});
