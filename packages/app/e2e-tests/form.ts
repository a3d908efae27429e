import { expect, type Page } from '@playwright/test';

export const template = (name: string) => `/create/templates/default/${name}`;

/** Opens a template from the list of all. */
export async function chooseTemplate(page: Page, title: string): Promise<void> {
  const card = page
    .locator('.MuiCard-root, article')
    .filter({ has: page.getByRole('heading', { name: title, exact: true }) })
    .first();
  await card
    .getByRole('button', { name: 'Choose' })
    .or(card.getByRole('link', { name: 'Choose' }))
    .first()
    .click();
}

export async function chooseOwner(page: Page): Promise<void> {
  await page.getByLabel('Owner', { exact: false }).first().click();
  await page.getByRole('option', { name: /Platform engineers/ }).click();
}

/** One of those that exist, by name. */
export async function chooseDeployment(
  page: Page,
  name: string,
): Promise<void> {
  await page.getByRole('button', { name: /^Deployment/ }).click();
  await page
    .getByRole('option', { name: new RegExp(`rke2/${name}[,)]`) })
    .click();
}

/** To the next page, which is waited for. */
export async function next(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Next' }).click();
}

/** Through the review to the end. */
export async function finish(page: Page, label: string): Promise<void> {
  await page.getByRole('button', { name: 'Review' }).click();
  const button = page.getByRole('button', { name: label, exact: true });
  await expect(button).toBeVisible();
  await button.click();
}
