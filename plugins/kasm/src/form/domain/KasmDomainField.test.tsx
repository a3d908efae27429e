import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderForm, rke2 } from '../__testUtils__/renderForm';

const properties = {
  cluster: { type: 'string', title: 'Cluster' },
  name: { type: 'string', title: 'Name' },
  domain: { type: 'string', title: 'Domain', 'ui:field': 'KasmDomainField' },
};
const domainField = () => screen.getByRole('textbox', { name: /Domain/ });
const typed = { cluster: 'rke2', name: 'desktops' };

describe('KasmDomainField', () => {
  it("begins with the cluster's domain and shows the names that follow", async () => {
    renderForm(properties, { typed });
    expect(
      await screen.findByText('https://desktops.example.com'),
    ).toBeInTheDocument();
    expect(domainField()).toHaveValue('example.com');
    expect(screen.getByText('desktops-pg')).toBeInTheDocument();
    expect(screen.getByText('desktops-example-com-tls')).toBeInTheDocument();
    expect(
      await screen.findByText(
        'DNS: desktops.example.com points at the ingress, 10.0.0.5.',
      ),
    ).toBeInTheDocument();
  });

  it('follows what is typed, and asks DNS once one stops', async () => {
    const getDns = jest.fn(async (_cluster: string, host: string) => ({
      host,
      addresses: [],
      expected: ['10.0.0.5'],
      problem: `There is no DNS record for ${host} yet`,
    }));
    renderForm(properties, { typed, api: { getDns } });
    await screen.findByText('https://desktops.example.com');
    await userEvent.type(screen.getByLabelText('Name'), '-eu');
    expect(
      await screen.findByText('https://desktops-eu.example.com'),
    ).toBeInTheDocument();
    expect(
      await screen.findByText(
        /no DNS record for desktops-eu.example.com yet. Point it at 10.0.0.5/,
      ),
    ).toBeInTheDocument();
    const hosts = getDns.mock.calls.map(([, host]) => host);
    expect(hosts).not.toContain('desktops-e.example.com');
  });

  it('shows names that somebody chose otherwise', async () => {
    renderForm(properties, {
      typed: {
        ...typed,
        placement: { release: 'kasm', namespace: 'virtual-desktops' },
        database: { more: { cluster: 'postgres' } },
      },
    });
    expect(
      await screen.findByText('https://kasm.example.com'),
    ).toBeInTheDocument();
    expect(screen.getByText('kasm-example-com-tls')).toBeInTheDocument();
    expect(screen.getByText('virtual-desktops')).toBeInTheDocument();
    expect(screen.getByText('postgres')).toBeInTheDocument();
  });

  it('asks DNS nothing about a domain that the cluster may not have', async () => {
    const getDns = jest.fn();
    renderForm(properties, {
      typed: { ...typed, domain: 'example.org' },
      api: { getDns },
    });
    expect(
      await screen.findByText('The domain must be, or be below: example.com'),
    ).toBeInTheDocument();
    expect(getDns).not.toHaveBeenCalled();
  });

  it('offers the domains of the cluster', async () => {
    renderForm(properties, {
      typed,
      api: {
        getClusters: async () => [
          { ...rke2, domains: ['example.com', 'example.net'] },
        ],
      },
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'example.net' }),
    );
    await waitFor(() => expect(domainField()).toHaveValue('example.net'));
    expect(screen.getByRole('button', { name: 'example.net' })).toHaveAttribute(
      'aria-pressed',
      'true',
    );
  });

  it('says so when DNS could not be asked', async () => {
    renderForm(properties, {
      typed,
      api: {
        getDns: async () => {
          throw new Error('Too many requests; try again in 1 s');
        },
      },
    });
    expect(
      await screen.findByText(/DNS could not be asked: Too many requests/),
    ).toBeInTheDocument();
  });
});
