import { defineConfig } from '@playwright/test';

// Started by scripts/e2e.mjs, which says where the portal and the browser are.
export default defineConfig({
  testDir: 'packages/app/e2e-tests',
  outputDir: 'test-results',
  // One portal and one world: what one test breaks the next would see.
  workers: 1,
  fullyParallel: false,
  forbidOnly: true,
  timeout: 180_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  use: {
    baseURL: process.env.PORTAL_URL,
    viewport: { width: 1300, height: 900 },
    trace: 'retain-on-failure',
    // The sandbox's public host has a certificate of its own CA.
    ignoreHTTPSErrors: true,
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
