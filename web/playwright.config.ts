import { defineConfig } from '@playwright/test';

const launched = (...drawing: string[]) => ({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--no-first-run',
    ...drawing,
  ],
});
const map = 'map.spec.ts';

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
  },
  // The map needs a graphics card; to emulate one doubles the time of every other page.
  projects: [
    {
      name: 'map',
      testMatch: map,
      use: {
        launchOptions: launched(
          '--use-gl=angle',
          '--use-angle=swiftshader',
          '--enable-unsafe-swiftshader',
        ),
      },
    },
    { name: 'pages', testIgnore: map, use: { launchOptions: launched('--disable-gpu') } },
  ],
});
