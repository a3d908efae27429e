import { chromium } from 'playwright';
const [,, ...cmds] = process.argv;
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox','--disable-gpu','--disable-quic','--no-first-run','--disable-background-networking','--disable-component-update','--disable-sync'] });
const base = process.env.BASE ?? 'http://localhost:7007';
const width = Number(process.env.W ?? 1300), height = Number(process.env.H ?? 900);
const ctx = await browser.newContext({ viewport: { width, height }, baseURL: base, ignoreHTTPSErrors: true, colorScheme: process.env.DARK ? 'dark':'light' });
const page = await ctx.newPage();
page.on('console', m => { if (m.type()==='error') console.log('console:', m.text().slice(0,200)); });
page.on('pageerror', e => console.log('pageerror:', e.message.slice(0,300)));
await page.goto('/');
await page.getByRole('button', { name: 'Enter as ' + (process.env.ROLE ?? 'platform engineer') }).click();
for (const c of cmds) {
  const [path, out, wait] = c.split('=>');
  await page.goto(path); await page.waitForTimeout(Number(wait ?? 4000));
  await page.screenshot({ path: '/tmp/look/' + out + '.png', fullPage: !!process.env.FULL });
}
await browser.close();
