import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiClient } from './api_client';
import { addAgency, look, pageOf } from './care_house';
import { expect, test } from './journey';
import { password, serve } from './province';

// An agency's system is registered by its coordinator, approved by the secretariat, called, and called no more.

test('an agency’s system is registered, approved, told, and told no more', async ({ browser }) => {
  let status = 204;
  const system = createServer((request, answer) => {
    request.resume();
    answer.writeHead(status).end();
  }).listen(0, '127.0.0.1');
  await once(system, 'listening');
  const host = `127.0.0.1:${(system.address() as AddressInfo).port}`;
  const data = mkdtempSync(join(tmpdir(), 'samatcha-webhooks-'));
  const binary = process.env.SAMATCHA_BINARY!;
  const run = (given: string, input = '') =>
    execFileSync(binary, [...given.split(' '), '--data', data], { input });
  run('province add 40 --demonstration');
  run('user add lead --role secretariat --province 40', password);
  process.env.SAMATCHA_WEBHOOK_HOSTS = host;
  const { program, base } = await serve(binary, data);
  delete process.env.SAMATCHA_WEBHOOK_HOSTS;
  program.removeAllListeners('exit');
  try {
    const api = new ApiClient(base);
    await api.signIn('lead', password);
    const clinic = await addAgency(api, 'โรงพยาบาลทดลอง', 'nurse');
    const [nurse] = await api.get<{ account_id: number }[]>('/care-workers');
    await api.put(`/care-workers/${nurse!.account_id}`, {
      subdistricts: [], is_coordinator: true, is_duty_officer: false,
    }); // prettier-ignore
    expect(clinic.id).toBeGreaterThan(0);

    // The coordinator asks; a second click asks for nothing more.
    const coordinator = await pageOf(browser, base, 'nurse', true);
    await coordinator.goto(`${base}/webhooks`);
    await expect(coordinator.getByText('ยังไม่มีระบบของหน่วยงานใดให้แจ้ง')).toBeVisible();
    await coordinator.getByRole('button', { name: 'ลงทะเบียนระบบของหน่วยงาน' }).click();
    await coordinator.getByLabel('ที่อยู่ที่รับแจ้ง').fill('https://elsewhere.example/hook');
    await coordinator.getByRole('button', { name: 'ขอให้แจ้งระบบนี้' }).click();
    await expect(coordinator.getByRole('alert')).toBeVisible();
    await coordinator.getByLabel('ที่อยู่ที่รับแจ้ง').fill(`http://${host}/hook`);
    await look(coordinator);
    await coordinator.getByRole('button', { name: 'ขอให้แจ้งระบบนี้' }).dblclick();
    await expect(coordinator.getByText('whsec_')).toBeVisible();
    await look(coordinator);
    await coordinator.getByRole('button', { name: 'เก็บรหัสแล้ว' }).click();
    await expect(coordinator.getByRole('link', { name: host })).toHaveCount(1);
    await coordinator.getByRole('link', { name: host }).click();
    await expect(coordinator.getByText('ยังไม่แจ้งอะไรจนกว่าฝ่ายเลขานุการจะอนุมัติ')).toBeVisible();
    await expect(coordinator.getByRole('button', { name: 'อนุมัติให้แจ้งระบบนี้' })).toHaveCount(0);

    // Of two who approve at once both see that it is.
    const lead = await pageOf(browser, base, 'lead');
    const late = await lead.context().newPage();
    for (const page of [lead, late]) await page.goto(coordinator.url());
    for (const page of [lead, late]) {
      await page.getByRole('button', { name: 'อนุมัติให้แจ้งระบบนี้' }).click();
      await expect(page.getByText(/อนุมัติเมื่อ/)).toBeVisible();
    }
    await expect(late.getByRole('button', { name: 'อนุมัติให้แจ้งระบบนี้' })).toHaveCount(0);

    await lead.getByRole('button', { name: 'ส่งข้อความทดลอง' }).click();
    await expect(async () => {
      await lead.getByRole('button', { name: 'ดูล่าสุด' }).click();
      await expect(lead.getByText('ถึงแล้ว')).toBeVisible({ timeout: 500 });
    }).toPass();
    status = 500;
    await lead.getByRole('button', { name: 'ส่งข้อความทดลอง' }).click();
    await expect(async () => {
      await lead.getByRole('button', { name: 'ดูล่าสุด' }).click();
      await expect(lead.getByText('ตอบ 500')).toBeVisible({ timeout: 500 });
    }).toPass();
    await coordinator.reload();
    await expect(coordinator.getByText('ตอบ 500')).toBeVisible();
    await look(coordinator);

    await lead.getByRole('button', { name: 'เลิกแจ้งระบบนี้' }).click();
    await lead.getByRole('dialog').getByRole('button', { name: 'เลิกแจ้งระบบนี้' }).click();
    await expect(lead.getByText(/เลิกแจ้งเมื่อ/)).toBeVisible();
    for (const page of [coordinator, lead]) await page.context().close();
  } finally {
    program.kill();
    await once(program, 'exit');
    system.close();
    rmSync(data, { recursive: true, force: true });
  }
});
