import { expect, test } from '@playwright/test';
import { enterAs, kasmCard, overview } from './portal';
import { heal, inject } from './sandbox';

/** What somebody who looks at the page may have to wait for. */
const AT_ONCE = { timeout: 2_000 };
/** A creation in the sandbox, whose controllers take their time. */
const CREATION = { timeout: 120_000 };

const images = 'docs/images';

test.afterEach(heal);

test('a healthy deployment is there from the start', async ({ page }) => {
  await enterAs(page, 'platform engineer');
  await page.goto(overview('workspaces'));
  const card = kasmCard(page);
  await expect(card.getByText('Healthy', { exact: true })).toBeVisible();
  await expect(
    card.getByRole('link', { name: /Control plane: 6\/6/ }),
  ).toBeVisible();
  await expect(
    card.getByRole('link', { name: /Database: 3\/3/ }),
  ).toBeVisible();
  await page.screenshot({ path: `${images}/card-healthy.png` });

  await page.getByRole('link', { name: 'Kasm', exact: true }).click();
  await expect(page.getByText('All 6 components run')).toBeVisible();
  await page.screenshot({ path: `${images}/tab-healthy.png` });
});

test('Create makes a deployment that is in the catalog and healthy', async ({
  page,
}) => {
  await enterAs(page, 'platform engineer');
  await page.getByRole('link', { name: 'Create' }).first().click();
  await page
    .getByRole('button', { name: 'Choose' })
    .or(page.getByRole('link', { name: 'Choose' }))
    .first()
    .click();

  await expect(
    page.getByLabel('Owner', { exact: false }).first(),
  ).toBeVisible();
  await page.screenshot({ path: `${images}/create-where.png` });
  await page.getByLabel('Name', { exact: false }).first().fill('Not a name');
  await page.getByLabel('Owner', { exact: false }).first().click();
  await page.getByRole('option', { name: /Platform engineers/ }).click();
  await page.getByRole('button', { name: 'Next' }).click();
  await expect(
    page.getByText(/must be 1–30 small letters/).first(),
  ).toBeVisible();

  await page.getByLabel('Name', { exact: false }).first().fill('desktops');
  await page.getByRole('button', { name: 'Next' }).click();
  await expect(
    page.getByLabel('PostgreSQL instances', { exact: false }),
  ).toHaveValue('3');
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('button', { name: 'Review' }).click();
  await page.getByRole('button', { name: 'Create' }).click();

  await expect(
    page.getByRole('link', { name: 'Open it in the catalog' }),
  ).toBeVisible(CREATION);
  await page.screenshot({ path: `${images}/create-done.png` });
  await page.getByRole('link', { name: 'Open it in the catalog' }).click();

  const card = kasmCard(page);
  await expect(card.getByText('Healthy', { exact: true })).toBeVisible();
  await expect(
    card.getByRole('link', { name: /Database: 3\/3/ }),
  ).toBeVisible();
});

test('a fault shows within two seconds, leads to the runbook, and goes when healed', async ({
  page,
}) => {
  await enterAs(page, 'platform engineer');
  await page.goto(overview('workspaces'));
  const card = kasmCard(page);
  await expect(card.getByText('Healthy', { exact: true })).toBeVisible();

  await inject('agent-vm-down');
  await expect(
    card.getByText(/Agent VM .* is not running/).first(),
  ).toBeVisible(AT_ONCE);
  await expect(card.getByRole('link', { name: /Agents: 1\/2/ })).toBeVisible(
    AT_ONCE,
  );
  await page.screenshot({ path: `${images}/card-degraded.png` });

  await page.getByRole('link', { name: 'Kasm', exact: true }).click();
  await expect(
    page.getByRole('heading', { name: 'What is wrong' }),
  ).toBeVisible();
  await page.screenshot({ path: `${images}/tab-degraded.png` });
  await page.goBack();

  await card.getByRole('link', { name: /Runbook.*Agent VM/ }).click();
  await expect(
    page.getByRole('heading', { name: 'Agent VM down' }),
  ).toBeInViewport();
  await page.screenshot({ path: `${images}/runbook.png` });

  await page.goto(overview('workspaces'));
  await expect(
    card.getByText(/Agent VM .* is not running/).first(),
  ).toBeVisible();
  await heal();
  await expect(card.getByText('Healthy', { exact: true })).toBeVisible();
  await expect(card.getByRole('link', { name: /Agents: 2\/2/ })).toBeVisible();
});

test('a cluster that does not answer is unknown, never healthy', async ({
  page,
}) => {
  await enterAs(page, 'platform engineer');
  await page.goto(overview('workspaces'));
  const card = kasmCard(page);
  await expect(card.getByText('Healthy', { exact: true })).toBeVisible();
  await inject('rke2-api-refuses');
  await expect(card.getByText('Healthy', { exact: true })).toBeHidden(AT_ONCE);
  await heal();
  await expect(card.getByText('Healthy', { exact: true })).toBeVisible();
});

test('a viewer may look and not create', async ({ page }) => {
  await enterAs(page, 'viewer');
  await page.goto(overview('workspaces'));
  await expect(
    kasmCard(page).getByText('Healthy', { exact: true }),
  ).toBeVisible();

  await page.goto('/create/templates/default/kasm-workspaces');
  await page.getByLabel('Name', { exact: false }).first().fill('mine');
  await page.getByLabel('Owner', { exact: false }).first().click();
  await page.getByRole('option', { name: /Platform engineers/ }).click();
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('button', { name: 'Review' }).click();
  await page.getByRole('button', { name: 'Create' }).click();
  await expect(
    page.getByText(/NotAllowed|not allowed|Unauthorized/i).first(),
  ).toBeVisible();
});
