import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, expectAccessible, expectFitsWidth, purposeStated, signIn, test } from './journey';
import { serve } from './province';

// The installed web app: a page opened before opens again without a line, and a newer version takes over.

const cut_off = 'ไม่มีสัญญาณ';

/** Until the worker rules and the device keeps a page's own file. */
async function isKept(page: Page, name: string): Promise<void> {
  const kept = async (wanted: string) => {
    if (navigator.serviceWorker.controller?.state !== 'activated') return false;
    for (const cache of await caches.keys())
      for (const { url } of await (await caches.open(cache)).keys())
        if (url.includes(`/assets/${wanted}-`) && url.endsWith('.js')) return true;
    return false;
  };
  await expect.poll(() => page.evaluate(kept, name)).toBe(true);
}

async function keptAddresses(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const found: string[] = [];
    for (const cache of await caches.keys())
      for (const { url } of await (await caches.open(cache)).keys())
        found.push(new URL(url).pathname);
    return found;
  });
}

for (const [name, width] of [
  ['on a desktop', 1280],
  ['on a phone of 360 px', 360],
] as const)
  test(`a page opened before opens again without a line, and says so, ${name}`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height: 740 });
    await page.goto('/methods');
    await isKept(page, 'Methods');
    await page.context().setOffline(true);
    await page.reload();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('เรานับอย่างไร');
    await expect(page.getByRole('status').filter({ hasText: cut_off })).toBeVisible();
    await expectAccessible(page);

    // What is the server's says that it needs a line, and opens by itself when there is one.
    await page.goto('/situation');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('หน้านี้ต้องใช้สัญญาณ');
    await expectAccessible(page);
    await expectFitsWidth(page);
    await page.context().setOffline(false);
    await expect(page.getByRole('button', { name: 'เข้าสู่ระบบ' })).toBeVisible();
  });

test('a page opened before opens again while the server is stopped', async ({ page }) => {
  const data = mkdtempSync(join(tmpdir(), 'samatcha-stopped-'));
  const binary = process.env.SAMATCHA_BINARY!;
  execFileSync(binary, ['province', 'add', '40', '--demonstration', '--data', data]);
  const { program, base } = await serve(binary, data);
  program.removeAllListeners('exit');
  try {
    await page.goto(`${base}/methods`);
    await isKept(page, 'Methods');
    program.kill();
    await once(program, 'exit');
    await page.reload();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('เรานับอย่างไร');
    await expect(page.getByRole('status').filter({ hasText: cut_off })).toBeVisible();
    const again = spawn(binary, ['serve', '--port', new URL(base).port, '--data', data]);
    await expect(page.getByText(cut_off)).toHaveCount(0, { timeout: 30_000 });
    again.kill();
    await once(again, 'exit');
  } finally {
    program.kill();
    rmSync(data, { recursive: true, force: true });
  }
});

test('nothing that the server answered about a child is kept with the pages', async ({ page }) => {
  await signIn(page);
  await purposeStated(page);
  await page.goto('/children');
  await page.getByRole('main').locator('a[href^="/children/"]').first().click();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await isKept(page, 'Child');
  const kept = await keptAddresses(page);
  expect(kept).toContain('/');
  expect(kept.filter((path) => path !== '/' && !path.startsWith('/assets/'))).toEqual([]);
});

/** Before the server, as if it were another version of the program once `version` is changed. */
async function makeNewerServer(target: string) {
  let version = '';
  const server = createServer((asked, answer) => {
    const on = request(
      target + asked.url,
      { method: asked.method, headers: { ...asked.headers, 'accept-encoding': 'identity' } },
      (got) => {
        const parts: Buffer[] = [];
        got.on('data', (part: Buffer) => parts.push(part));
        got.on('end', () => {
          let body = Buffer.concat(parts);
          if (version && asked.url === '/service_worker.js')
            body = Buffer.from(body.toString().replace(/(version:?"?:?")\w+/, `$1${version}`));
          if (version && String(got.headers['content-type']).startsWith('text/html'))
            body = Buffer.from(body.toString().replace('<html', `<html data-version="${version}"`));
          const {
            'content-length': _,
            'transfer-encoding': __,
            etag: ___,
            ...headers
          } = got.headers;
          answer.writeHead(got.statusCode!, headers).end(body);
        });
      },
    );
    asked.pipe(on);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    upgrade: (to: string) => (version = to),
    end: () => server.close(),
  };
}

test('a newer version waits for the person, takes over, and what is unsent stays', async ({
  page,
  baseURL,
}) => {
  const server = await makeNewerServer(baseURL!);
  const html = page.locator('html');
  await page.goto(`${server.base}/methods`);
  await isKept(page, 'Methods');
  await page.evaluate(() => localStorage.setItem('samatcha.unsent', 'a vote'));

  server.upgrade('newer1');
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())!.update());
  await expect(page.getByText('มีรุ่นใหม่ของหน้าเว็บแล้ว')).toBeVisible();
  expect(await html.getAttribute('data-version')).toBeNull();
  await page.getByRole('button', { name: 'ใช้รุ่นใหม่' }).click();
  await expect(html).toHaveAttribute('data-version', 'newer1');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('เรานับอย่างไร');
  await expect(page.getByText('มีรุ่นใหม่ของหน้าเว็บแล้ว')).toHaveCount(0);

  // The next one takes over by itself when the page is opened anew; the page opened before is in it already.
  server.upgrade('newer2');
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())!.update());
  await expect(page.getByText('มีรุ่นใหม่ของหน้าเว็บแล้ว')).toBeVisible();
  // One that is still on its way when the page begins takes over the next time.
  await expect(async () => {
    await page.goto(`${server.base}/methods`);
    await expect(html).toHaveAttribute('data-version', 'newer2', { timeout: 3000 });
  }).toPass();
  expect(await page.evaluate(() => localStorage.getItem('samatcha.unsent'))).toBe('a vote');
  expect((await keptAddresses(page)).filter((one) => one === '/')).toHaveLength(1);
  await page.context().setOffline(true);
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('เรานับอย่างไร');
  await page.context().setOffline(false);
  server.end();
});

test('a phone is offered to install it, with a Thai name and icons that are there', async ({
  page,
}) => {
  await page.goto('/methods');
  const address = await page.locator('link[rel="manifest"]').getAttribute('href');
  const answer = await page.request.get(address!);
  expect(answer.headers()['content-type']).toBe('application/manifest+json');
  const manifest = (await answer.json()) as {
    name: string;
    display: string;
    icons: { src: string; sizes: string; type: string }[];
  };
  expect(manifest.name).toContain('สมัชชา');
  expect(manifest.display).toBe('standalone');
  for (const icon of manifest.icons) {
    const picture = await page.request.get(icon.src);
    expect(picture.headers()['content-type']).toBe(icon.type);
    if (icon.type !== 'image/png') continue;
    const bytes = await picture.body();
    expect(`${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`).toBe(icon.sizes);
  }
});
