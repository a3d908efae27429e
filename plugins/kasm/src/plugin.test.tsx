import { renderTestApp } from '@backstage/frontend-test-utils';
import { createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import { DEPLOYMENT_ANNOTATION } from '@kasm-portal/backstage-plugin-kasm-common';
import { screen } from '@testing-library/react';
import { ScenarioApi } from '../dev/ScenarioApi';
import plugin, { isKasmAvailable, kasmApiRef } from './index';

const entity = (annotations: Record<string, string>) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'rke2-workspaces', annotations },
});

const deployed = entity({ [DEPLOYMENT_ANNOTATION]: 'rke2/workspaces' });

function renderEntityPage(of: typeof deployed, extensions: string[]) {
  renderTestApp({
    extensions: [
      createTestEntityPage({ entity: of }),
      ...extensions.map(id => plugin.getExtension(id as 'entity-content:kasm')),
    ],
    apis: [[kasmApiRef, new ScenarioApi('healthy')]],
  });
}

describe('the plugin in an app of the new frontend system', () => {
  it('brings the card', async () => {
    renderEntityPage(deployed, ['entity-card:kasm/status']);
    expect(
      await screen.findByRole('heading', { name: 'Kasm Workspaces' }),
    ).toBeInTheDocument();
    expect(await screen.findByText('Healthy')).toBeInTheDocument();
  });

  it('brings the tab', async () => {
    renderEntityPage(deployed, ['entity-content:kasm']);
    expect(
      await screen.findByRole('region', { name: 'Verification' }),
    ).toBeInTheDocument();
  });

  it('keeps away from other entities', async () => {
    renderEntityPage(entity({}), [
      'entity-card:kasm/status',
      'entity-content:kasm',
    ]);
    expect(await screen.findByTestId('empty-entity-page')).toBeInTheDocument();
    expect(isKasmAvailable(entity({}))).toBe(false);
    expect(isKasmAvailable(deployed)).toBe(true);
  });

  it('brings its API', () => {
    expect(plugin.getExtension('api:kasm')).toBeDefined();
  });

  it('brings the form fields of the templates', () => {
    for (const name of [
      'cluster',
      'domain',
      'size',
      'version',
      'deployment',
      'manifests',
      'folded',
    ]) {
      expect(
        plugin.getExtension(`scaffolder-form-field:kasm/${name}` as never),
      ).toBeDefined();
    }
  });
});
