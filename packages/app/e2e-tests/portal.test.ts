import { expect, test } from '@playwright/test';
import {
  chooseDeployment,
  chooseOwner,
  chooseTemplate,
  finish,
  next,
  template,
} from './form';
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
  await chooseTemplate(page, 'Kasm Workspaces');

  await expect(page.getByText('The cluster answers.')).toBeVisible();
  await page.getByLabel('Name', { exact: false }).first().fill('Not a name');
  await chooseOwner(page);
  await next(page);
  await expect(
    page.getByText(/must be 1–30 small letters/).first(),
  ).toBeVisible();

  await page.getByLabel('Name', { exact: false }).first().fill('desktops');
  await expect(
    page.getByText('https://desktops.sandbox.localhost'),
  ).toBeVisible();
  await expect(
    page.getByText(/^DNS: desktops.sandbox.localhost points at the ingress/),
  ).toBeVisible();
  await page.screenshot({ path: `${images}/create-where.png` });
  await next(page);

  await expect(
    page.getByText(/PostgreSQL 14.* is past its end of life/),
  ).toBeVisible();
  await expect(
    page.getByLabel('PostgreSQL instances', { exact: false }),
  ).toHaveValue('3');
  await page.screenshot({ path: `${images}/create-size.png` });
  await next(page);

  await page.getByRole('button', { name: 'Show the manifests' }).click();
  await page.getByText('services/desktops/certificate.yaml').click();
  await expect(
    page.getByLabel('services/desktops/certificate.yaml', { exact: true }),
  ).toContainText('desktops.sandbox.localhost');
  await finish(page, 'Create');

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

test('a plan says what would be created, and creates nothing', async ({
  page,
}) => {
  await enterAs(page, 'platform engineer');
  await page.goto(template('kasm-workspaces'));
  await page.getByLabel('Name', { exact: false }).first().fill('planned');
  await chooseOwner(page);
  await next(page);
  await next(page);
  await page.getByLabel('Plan only').check();
  await finish(page, 'Create');

  await expect(
    page.getByText(/Nothing was created. It would create/),
  ).toBeVisible(CREATION);
  await expect(
    page.getByRole('link', { name: 'Open it in the catalog' }),
  ).toBeHidden();
  await page.screenshot({ path: `${images}/create-plan.png` });
});

test('Change gives a deployment another size', async ({ page }) => {
  await enterAs(page, 'platform engineer');
  await page.goto(template('kasm-workspaces-change'));
  await chooseDeployment(page, 'desktops');
  await page.getByRole('radio', { name: /Medium/ }).check();
  await finish(page, 'Change');
  await page
    .getByRole('link', { name: 'Open it in the catalog' })
    .click(CREATION);
  await expect(
    kasmCard(page).getByText('Healthy', { exact: true }),
  ).toBeVisible(CREATION);
});

test('Remove takes a deployment away and keeps its data', async ({ page }) => {
  await enterAs(page, 'platform engineer');
  await page.goto(template('kasm-workspaces-remove'));
  await chooseDeployment(page, 'desktops');
  await page.getByText('If people work on it now').click();
  // The sandbox's desktops has no backups, and no key by which sessions could be counted.
  await page.getByLabel('Take no last backup').check();
  await page.getByLabel('Also while sessions run').check();
  await finish(page, 'Remove');
  const output = page.getByTestId('text-output-box');
  await expect(
    output.getByText('What stays, and how to remove it:'),
  ).toBeVisible(CREATION);
  await expect(output.getByText('rke2/desktops')).toBeVisible();
  await page.screenshot({ path: `${images}/remove-done.png` });
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
  await page.screenshot({ path: `${images}/card-warning.png` });

  await page.getByRole('link', { name: 'Kasm', exact: true }).click();
  await expect(
    page.getByRole('heading', { name: 'What is wrong' }),
  ).toBeVisible();
  await page.screenshot({ path: `${images}/tab-warning.png` });
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

  await page.goto(template('kasm-workspaces'));
  await expect(
    page.getByText(/You may not create Kasm deployments here/),
  ).toBeVisible();
  await page.getByLabel('Name', { exact: false }).first().fill('mine');
  await chooseOwner(page);
  await page.getByRole('button', { name: 'Next' }).click();
  await expect(
    page.getByText(/you may not create Kasm deployments/).first(),
  ).toBeVisible();
  await expect(page.getByText('PostgreSQL instances')).toBeHidden();
});

test('a viewer who goes around the form is refused by the action', async ({
  page,
}) => {
  await enterAs(page, 'viewer');
  await page.goto(template('kasm-workspaces-remove'));
  await chooseDeployment(page, 'workspaces');
  await finish(page, 'Remove');
  await expect(
    page.getByText(/NotAllowed|not allowed|may not/i).first(),
  ).toBeVisible();
  await page.goto(overview('workspaces'));
  await expect(
    kasmCard(page).getByText('Healthy', { exact: true }),
  ).toBeVisible();
});
