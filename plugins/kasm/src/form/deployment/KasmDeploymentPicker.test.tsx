import type { DeploymentListItem } from '@kasm-portal/backstage-plugin-kasm-common';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderForm } from '../__testUtils__/renderForm';

const deployment = {
  type: 'object',
  title: 'Deployment',
  required: ['cluster', 'name'],
  properties: { cluster: { type: 'string' }, name: { type: 'string' } },
  'ui:field': 'KasmDeploymentPicker',
};

const desktops: DeploymentListItem = {
  ref: 'rke2/desktops',
  cluster: 'rke2',
  name: 'desktops',
  title: 'Desktops',
  state: 'active',
  host: 'desktops.example.com',
  url: 'https://desktops.example.com',
  databaseCluster: 'desktops-pg',
  health: 'degraded',
  summary: '1 of 2 agents serves desktops.',
  revision: 'a',
};

describe('KasmDeploymentPicker', () => {
  it('sends the cluster and the name, and says how the deployment is', async () => {
    const { onCreate } = renderForm(
      { deployment },
      {
        required: ['deployment'],
        api: { getDeployments: async () => [desktops] },
      },
    );
    await userEvent.click(
      await screen.findByRole('button', { name: /Deployment/ }),
    );
    await userEvent.click(
      await screen.findByRole('option', {
        name: 'Desktops (rke2/desktops, desktops.example.com)',
      }),
    );
    expect(
      await screen.findByText(/Degraded. 1 of 2 agents serves desktops/),
    ).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Review' }));
    await userEvent.click(
      await screen.findByRole('button', { name: 'Create' }),
    );
    expect(onCreate).toHaveBeenCalledWith({
      deployment: { cluster: 'rke2', name: 'desktops' },
    });
  });

  it('says when there is none to choose', async () => {
    renderForm({ deployment }, { api: { getDeployments: async () => [] } });
    expect(
      await screen.findByText(/There is no deployment that you may see/),
    ).toBeInTheDocument();
  });
});
