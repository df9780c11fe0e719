import { defineConfig } from '@playwright/test';

// The journeys run against the real program: SAMATCHA_BINARY names it. tests/provinces.ts makes a small
// province and a demonstration for them, starts the program on free ports and takes all away afterwards.
export default defineConfig({
  testDir: 'tests',
  outputDir: '../build/browser-tests',
  globalSetup: './tests/provinces.ts',
  // One after the other: they share the province, and an import changes its number.
  workers: 1,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: 'list',
  use: {
    viewport: { width: 1280, height: 900 },
    locale: 'th-TH',
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--use-gl=angle',
        '--use-angle=swiftshader',
        '--enable-unsafe-swiftshader',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
      ],
    },
  },
});
