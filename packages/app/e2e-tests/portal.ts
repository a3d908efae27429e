import { expect, Page } from '@playwright/test';

export type Role = 'platform engineer' | 'viewer';

/** Signs in as one of the demonstration's two people. */
export async function enterAs(page: Page, role: Role): Promise<void> {
  await page.goto('/');
  await page.getByRole('button', { name: `Enter as ${role}` }).click();
  // The catalog's own page has a second one, a moment later.
  await expect(
    page.getByRole('link', { name: 'Create' }).first(),
  ).toBeVisible();
}

/** The Kasm card on an entity's overview. */
export function kasmCard(page: Page) {
  return page
    .locator('section, article, div')
    .filter({ has: page.getByRole('heading', { name: 'Kasm Workspaces' }) })
    .filter({ has: page.getByRole('link', { name: /^Open Kasm/ }) })
    .last();
}

export const overview = (name: string) =>
  `/catalog/default/component/rke2-${name}`;
