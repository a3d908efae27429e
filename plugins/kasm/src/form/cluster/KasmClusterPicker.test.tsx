import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderForm, rke2 } from '../__testUtils__/renderForm';

const cluster = {
  type: 'string',
  title: 'Cluster',
  'ui:field': 'KasmClusterPicker',
};
const other = { ...rke2, name: 'edge', title: 'Edge', domains: ['edge.com'] };

describe('KasmClusterPicker', () => {
  it('takes the only cluster, and says what may be made there', async () => {
    renderForm({ cluster }, { required: ['cluster'] });
    expect(await screen.findByText('The cluster answers.')).toBeInTheDocument();
    expect(screen.getByText('kasm-*, database')).toBeInTheDocument();
    expect(screen.getByText('example.com')).toBeInTheDocument();
  });

  it('lets one choose, and says which do not answer', async () => {
    renderForm(
      { cluster },
      {
        required: ['cluster'],
        api: {
          getClusters: async () => [
            rke2,
            { ...other, reachable: false, reason: 'connection refused' },
          ],
        },
      },
    );
    await userEvent.click(
      await screen.findByRole('button', { name: /Cluster/ }),
    );
    await userEvent.click(
      await screen.findByRole('option', { name: 'Edge (does not answer)' }),
    );
    expect(
      await screen.findByText(
        'The cluster does not answer: connection refused',
      ),
    ).toBeInTheDocument();
  });

  it('offers clusters for agents only where agents are wanted', async () => {
    renderForm(
      { cluster: { ...cluster, 'ui:options': { role: 'agents' } } },
      { required: ['cluster'] },
    );
    expect(
      await screen.findByText(/No cluster is configured for this/),
    ).toBeInTheDocument();
  });

  it('says at once to whom may not create, and goes no further', async () => {
    const { onCreate } = renderForm(
      { cluster },
      { required: ['cluster'], allowed: false },
    );
    expect(
      await screen.findByText(/You may not create Kasm deployments here/),
    ).toBeInTheDocument();
    await screen.findByText('The cluster answers.');
    await userEvent.click(screen.getByRole('button', { name: 'Review' }));
    expect(
      (await screen.findAllByText(/you may not create Kasm deployments/))
        .length,
    ).toBeGreaterThan(0);
    expect(screen.queryByRole('button', { name: 'Create' })).toBeNull();
    expect(onCreate).not.toHaveBeenCalled();
  });

  it('says when the clusters are not known', async () => {
    renderForm(
      { cluster },
      {
        typed: { cluster: 'rke2' },
        api: {
          getClusters: async () => {
            throw new Error("The portal's backend cannot be reached");
          },
        },
      },
    );
    expect(
      await screen.findByText(/The clusters are not known: The portal's/),
    ).toBeInTheDocument();
    expect(screen.getByRole('button', { name: /rke2/ })).toBeInTheDocument();
  });
});
