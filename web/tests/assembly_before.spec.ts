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

// Before the day: an agenda with its evidence, drafts with their versions, and what waits for whom.

const pdf = Buffer.from(`%PDF-1.4\n${'x'.repeat(2000)}\n%%EOF\n`);

interface Prepared {
  id: number;
  agencies: string[];
}

/** An assembly with a room and two agencies; the delegate of the first has the account `lead`. */
async function prepare(api: ApiClient, base: string): Promise<Prepared> {
  const assembly = await api.post<{ id: number }>('/assemblies', {
    year_be: 2611, title_th: 'สมัชชาก่อนวันประชุม', title_en: '',
    calendar: [{ phase: 'reflect', until: '2058-01-31' }],
  }); // prettier-ignore
  await api.post(`/assemblies/${assembly.id}/rooms`, { name_th: 'ห้องเตรียม', name_en: '' });
  const agencies: string[] = [];
  for (const [i, sector] of ['state', 'academia'].entries()) {
    const name_th = `หน่วยงานเตรียมการ ${i + 1}`;
    const agency = await api.post<{ id: number }>('/agencies', {
      name_th, name_en: '', sector, ministry: '', kind: '', mandate_th: '', mandate_en: '',
      area_code: '40',
    }); // prettier-ignore
    agencies.push(name_th);
    const { code } = await api.post<{ code: string }>(`/assemblies/${assembly.id}/delegates`, {
      agency_id: agency.id, name: `ผู้แทน ${i + 1}`, is_alternate: false,
    }); // prettier-ignore
    if (i === 0)
      await new ApiClient(base).post('/invitations/acceptance', {
        province: '40', code, login: 'lead', password,
      }); // prettier-ignore
  }
  return { id: assembly.id, agencies };
}

test('an agenda rests on live figures and papers, drafts keep their versions, and each sees what waits', async ({
  baseURL,
  browser,
  page: secretariat,
}) => {
  const api = new ApiClient(baseURL!);
  await api.signIn(accounts.secretariat, password);
  const { id, agencies } = await prepare(api, baseURL!);
  const home = `/assemblies/${id}`;
  const context = await browser.newContext({
    baseURL,
    viewport: { width: 360, height: 780 },
    locale: 'th-TH',
  });
  const lead = await context.newPage();
  await lead.request.post('/api/v1/session', { data: { login: 'lead', password } });
  await signIn(secretariat);

  // The phone is told to propose, and does, from a forum.
  await lead.goto('/');
  const own_duty = lead.getByRole('listitem').filter({ hasText: 'สมัชชาก่อนวันประชุม' });
  await expect(own_duty.filter({ hasText: 'ยังไม่ได้เสนอเรื่อง' })).toHaveCount(1);
  await expectAccessible(lead);
  await expectFitsWidth(lead);
  await own_duty.getByRole('link', { name: 'เสนอเรื่อง' }).click();
  await lead.getByLabel('ชื่อเรื่องภาษาไทย').fill('ค้นหาเด็กนอกระบบ');
  await lead.getByLabel('เหตุผล').fill('ไม่มีใครรู้จักครบทุกคน');
  await lead.getByLabel('มาจากเวที').fill('เวทีสานเสวนาอำเภอ');
  // Whoever clicks twice proposes once, and adds one item.
  await lead.getByRole('button', { name: 'ส่งข้อเสนอ' }).dblclick();
  await expect(lead.getByText('มาจากเวที: เวทีสานเสวนาอำเภอ')).toBeVisible();

  // The next phase says what it waits for; an earlier one cannot end later.
  await secretariat.goto(home);
  await secretariat.getByText('แก้ปฏิทิน').click();
  await secretariat.getByLabel('กำหนดระเบียบวาระ ถึงวันที่').fill('1 ม.ค. 2601');
  await secretariat.getByRole('button', { name: 'บันทึกปฏิทิน' }).click();
  await expect(secretariat.getByText('ขั้นตอนหลังต้องสิ้นสุดไม่ก่อน')).toBeVisible();
  await secretariat.getByLabel('กำหนดระเบียบวาระ ถึงวันที่').fill('1 มี.ค. 2601');
  await secretariat.getByRole('button', { name: 'บันทึกปฏิทิน' }).click();
  await expect(secretariat.getByText('ถึง 1 มี.ค. 2601')).toBeVisible();
  await secretariat.getByRole('button', { name: 'ไปขั้น “กำหนดระเบียบวาระ”' }).click();
  await expect(secretariat.getByText('มีระเบียบวาระ – ยังขาด')).toBeVisible();
  await expect(secretariat.getByRole('button', { name: 'ไปขั้น “ยกร่างมติ”' })).toBeDisabled();
  await expectAccessible(secretariat);

  // An item with a live figure, a working group and a paper.
  await secretariat.goto(`${home}/agenda`);
  await secretariat.getByLabel('ชื่อเรื่องภาษาไทย').fill('ค้นหา ดูแล ส่งต่อ');
  await secretariat.getByLabel('ห้องที่พิจารณา').selectOption({ label: 'ห้องเตรียม' });
  await secretariat.getByLabel('หน่วยงานหลัก').selectOption({ label: agencies[0]! });
  await secretariat.getByRole('button', { name: 'เพิ่มคนในคณะทำงาน' }).click();
  await secretariat.getByLabel('ชื่อ', { exact: true }).fill('ผู้แทน 1');
  await secretariat.getByLabel('อ้างตัวเลขสถานการณ์').selectOption('province');
  await secretariat.getByRole('button', { name: 'เพิ่มวาระ' }).dblclick();
  const situation = await api.get<{ value: number }>('/situations/latest');
  const figure = lead.getByText('นอกระบบการศึกษา ทั้งจังหวัด');
  await lead.goto(`${home}/agenda`);
  await expect(figure).toContainText(situation.value.toLocaleString('en-GB'));
  await expect(figure.getByRole('link', { name: 'วิธีคำนวณ' })).toHaveAttribute('href', '/methods');
  await expect(lead.getByText(`ผู้แทน 1 (${agencies[0]})`)).toBeVisible();
  const paper = lead.getByLabel('เพิ่มเอกสารประกอบ');
  await paper.setInputFiles({
    name: 'หลอก.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from('MZ'),
  });
  await expect(lead.getByText('รับเฉพาะไฟล์ PDF')).toBeVisible();
  await paper.setInputFiles({ name: 'รายงาน.pdf', mimeType: 'application/pdf', buffer: pdf });
  const link = secretariat.getByRole('link', { name: 'รายงาน.pdf' });
  await expect(link).toBeVisible();
  const fetched = await secretariat.request.get((await link.getAttribute('href'))!);
  expect(await fetched.body()).toEqual(pdf);
  await expectAccessible(lead);
  await expectFitsWidth(lead);
  await expectThumbSized(lead);

  // Two write; the versions tell who, and what is different between them.
  await secretariat.getByText('ตอบข้อเสนอนี้').click();
  await secretariat.getByLabel('คำตอบถึงผู้เสนอ').fill('สำคัญ');
  await secretariat.getByRole('button', { name: 'เลือกเข้าวาระ', exact: true }).click();
  await secretariat.goto(home);
  await secretariat.getByRole('button', { name: 'ไปขั้น “ยกร่างมติ”' }).click();
  await lead.goto('/');
  await lead.getByRole('link', { name: 'ไปยกร่าง' }).click();
  await lead.getByRole('link', { name: 'เริ่มยกร่าง' }).click();
  await lead.getByLabel('ชื่อมติ').fill('มติเตรียมการ');
  await lead.getByLabel('คำปรารภ').fill('ตระหนักว่าเด็กรออยู่');
  await expect(lead.getByText(/บันทึกแล้ว/)).toBeVisible();
  await secretariat.goto(`${home}/agenda`);
  await secretariat.getByRole('link', { name: 'แก้ไขร่าง' }).click();
  await secretariat.getByLabel('คำปรารภ').press('End');
  await secretariat.getByLabel('คำปรารภ').pressSequentially('ทุกอำเภอ');
  await expect(secretariat.getByText(/บันทึกแล้ว/)).toBeVisible();
  await secretariat.goto(`${home}/agenda`);
  await secretariat.getByRole('link', { name: 'อ่านร่างมติ' }).click();
  await secretariat.getByRole('link', { name: 'ดูทุกฉบับและเทียบกัน' }).click();
  await expect(secretariat.getByText(`เขียน โดย ${agencies[0]}`)).toBeVisible();
  await expect(secretariat.locator('ins')).toHaveText('ทุกอำเภอ');
  await secretariat.getByLabel('เทียบจากฉบับ').selectOption({ label: 'ฉบับที่ ๒' });
  await expect(secretariat.getByText('สองฉบับนี้ถ้อยคำเหมือนกัน')).toBeVisible();
  await expectAccessible(secretariat);

  // The English stands beside the Thai words, for English pages, and is old once these change.
  await lead.goto(secretariat.url().replace('/versions', ''));
  await lead.getByRole('link', { name: 'เขียนคำแปลภาษาอังกฤษ' }).click();
  await lead.getByLabel('ชื่อเรื่องภาษาอังกฤษ').fill('Preparation');
  await lead.getByLabel('วรรคนำที่ ๑ ภาษาอังกฤษ').fill('Aware that children wait');
  await lead.getByRole('button', { name: 'บันทึกคำแปล' }).dblclick();
  await expect(lead.getByText('บันทึกแล้ว')).toBeVisible();
  await expectAccessible(lead);
  await expectFitsWidth(lead);
  await expectThumbSized(lead);
  await lead.getByRole('link', { name: '← ร่างมติ' }).click();
  await expect(lead.getByText('Aware that children wait')).toHaveCount(0);
  await lead.getByRole('button', { name: 'English EN' }).click();
  await expect(lead.getByText('Aware that children wait')).toBeVisible();
  await expect(lead.getByText('The Thai text is what is discussed')).toBeVisible();
  await secretariat.goto(`${home}/agenda`);
  await secretariat.getByRole('link', { name: 'แก้ไขร่าง' }).click();
  await secretariat.getByLabel('คำปรารภ').press('End');
  await secretariat.getByLabel('คำปรารภ').pressSequentially('ในทุกตำบล');
  await expect(lead.getByText('of an earlier wording')).toBeVisible();

  // A wrong address, and a draft that is not one's own, say so.
  await secretariat.goto(`${home}/items/1`);
  await expect(secretariat.getByText('ไม่พบระเบียบวาระนี้')).toBeVisible();
  await secretariat.goto(`${home}/drafts/1/versions`);
  await expect(secretariat.getByRole('alert')).toContainText('ไม่พบร่างมตินี้');
  await context.close();
});
