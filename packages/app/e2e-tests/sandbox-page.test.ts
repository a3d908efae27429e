import { expect, test } from '@playwright/test';
import { enterAs, kasmCard, overview } from './portal';
import { heal } from './sandbox';

test.afterEach(heal);

test('a platform engineer breaks the sandbox with one click and mends it with another', async ({
  page,
}) => {
  await enterAs(page, 'platform engineer');
  await page.getByRole('link', { name: 'Sandbox', exact: true }).click();
  await page.getByLabel('Filter faults').fill('agent-vm-down');
  const fault = page.getByRole('checkbox', { name: /^Agent VM stopped/ });
  await fault.check();
  await page.getByLabel('Filter faults').clear();
  await expect(fault).toBeChecked();
  await page.screenshot({ path: 'docs/images/sandbox.png' });

  await page.goto(overview('workspaces'));
  await expect(
    kasmCard(page)
      .getByText(/Agent VM .* is not running/)
      .first(),
  ).toBeVisible();

  await page.getByRole('link', { name: 'Sandbox', exact: true }).click();
  await page.getByRole('button', { name: 'Heal everything' }).click();
  await expect(fault).not.toBeChecked();
  await expect(
    page.getByRole('button', { name: 'Heal everything' }),
  ).toBeDisabled();
});

test('a day of work can be watched from the page', async ({ page }) => {
  await enterAs(page, 'platform engineer');
  await page.goto('/sandbox');
  await page.getByRole('button', { name: 'Play a day in a minute' }).click();
  await page
    .getByRole('button', { name: /^End the day \(\d\d:\d\d\)/ })
    .click();
  await expect(
    page.getByRole('button', { name: 'Play a day in a minute' }),
  ).toBeVisible();
});

test('a viewer has no way to it', async ({ page, request }) => {
  await enterAs(page, 'viewer');
  await expect(
    page.getByRole('link', { name: 'Create' }).first(),
  ).toBeVisible();
  await expect(
    page.getByRole('link', { name: 'Sandbox', exact: true }),
  ).toBeHidden();
  await page.goto('/sandbox');
  await expect(
    page.getByText(/PAGE NOT FOUND|couldn't find/i).first(),
  ).toBeVisible();
  const refused = await request.post('/api/sandbox/control/heal');
  expect(refused.status()).toBe(401);
});
