import {
  renderInTestApp,
  TestApiProvider,
} from '@backstage/frontend-test-utils';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { DEPLOYMENT_ANNOTATION } from '@kasm-portal/backstage-plugin-kasm-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ScenarioApi } from '../../dev/ScenarioApi';
import { kasmApiRef } from '../api/KasmApi';
import { EntityKasmContent } from './EntityKasmContent';

const entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'rke2-workspaces',
    annotations: { [DEPLOYMENT_ANNOTATION]: 'rke2/workspaces' },
  },
};

function render(scenario: string, at = '/') {
  const api = new ScenarioApi(scenario);
  renderInTestApp(
    <TestApiProvider apis={[[kasmApiRef, api]]}>
      <EntityProvider entity={entity}>
        <EntityKasmContent />
      </EntityProvider>
    </TestApiProvider>,
    { initialRouteEntries: [at] },
  );
  return api;
}

const section = (name: string) => screen.findByRole('region', { name });

const cellsOf = (table: HTMLElement) =>
  within(table)
    .getAllByRole('row')
    .slice(1)
    .map(row =>
      within(row)
        .getAllByRole('cell')
        .map(cell => cell.textContent),
    );

describe('the tab', () => {
  it('has the answer, the picture and every section', async () => {
    render('healthy');
    expect(
      await screen.findByRole('heading', { level: 2, name: 'Healthy' }),
    ).toBeInTheDocument();
    const nav = within(screen.getByRole('navigation', { name: 'Sections' }));
    expect(
      nav
        .getAllByRole('link')
        .map(link => [link.textContent, link.getAttribute('href')]),
    ).toEqual([
      ['Overview', '/#overview'],
      ['Diagnosis', '/#diagnosis'],
      ['Control plane', '/#control-plane'],
      ['Database', '/#database'],
      ['Agents', '/#agents'],
      ['Ingress', '/#ingress'],
      ['Verification 4/5', '/#verification'],
    ]);
    for (const link of nav.getAllByRole('link')) {
      const id = link.getAttribute('href')!.split('#')[1];
      expect(document.getElementById(id)).toBeInTheDocument();
    }
    const picture = within(
      screen.getByRole('group', {
        name: 'The way from a browser to a desktop',
      }),
    );
    expect(picture.getByRole('link', { name: 'OK Proxy 1/1' })).toHaveAttribute(
      'href',
      '/#control-plane',
    );
    expect(picture.queryByText('blocked')).toBeNull();
  });

  it('shows components, instances and agents in tables', async () => {
    render('healthy');
    await section('Control plane');
    expect(
      cellsOf(screen.getByRole('table', { name: 'Components' }))[1],
    ).toEqual([
      'api',
      'OK',
      '1/1',
      '1.18.1',
      '9 days ago',
      'kasm-api-deployment',
    ]);
    expect(
      cellsOf(screen.getByRole('table', { name: 'Database instances' })),
    ).toEqual([
      ['kasm-pg-1', 'primary', 'OK', 'rke2-db-1'],
      ['kasm-pg-2', 'replica', 'OK', 'rke2-db-2'],
      ['kasm-pg-3', 'replica', 'OK', 'rke2-db-3'],
    ]);
    expect(cellsOf(screen.getByRole('table', { name: 'Agents' }))[0]).toEqual([
      'kasm-agent-1',
      'OK',
      'Running',
      'answers',
      '10.0.20.11',
      'harv-1',
    ]);
    const ingress = await section('Ingress');
    expect(ingress).toHaveTextContent(
      '1800 s on websecure (from its argument)',
    );
    expect(ingress).toHaveTextContent(
      'GET / answers 200 over HTTP/2, API healthy',
    );
    expect(ingress).toHaveTextContent('trusted, 23 days left');
  });

  it('shows where the way is blocked and what is wrong, as text', async () => {
    render('down');
    const overview = await section('Overview');
    expect(within(overview).getAllByText('blocked')).toHaveLength(1);
    expect(
      within(overview).getByRole('link', { name: 'Failing API 0/1' }),
    ).toBeInTheDocument();

    const finding = screen.getByRole('article', {
      name: 'The database is down',
    });
    // What a cluster says is text, whatever it looks like.
    expect(finding).toHaveTextContent('FATAL: <b>terminating</b> connection');
    expect(
      within(finding).getByRole('link', {
        name: 'Runbook: The database is down',
      }),
    ).toHaveAttribute(
      'href',
      '/docs/default/component/kasm-runbook/troubleshooting/#database-down',
    );
  });

  it('folds what is explained under what explains it', async () => {
    render('down');
    const diagnosis = await section('What is wrong');
    const folded = within(diagnosis)
      .getByText('explains 3 more')
      .closest('details');
    expect(folded).not.toHaveAttribute('open');
    expect(folded).toHaveTextContent('Kasm answers 502 at /');
    expect(folded).toHaveTextContent('api keeps crashing');
    expect(folded).toHaveTextContent('just now, may repair itself');
  });

  it('copies exactly the command that is seen', async () => {
    const user = userEvent.setup();
    const write = jest.spyOn(navigator.clipboard, 'writeText');
    render('degraded');
    const seen = await screen.findByText(
      'virtctl start kasm-agent-2 -n kasm-agents',
    );
    await user.click(
      screen.getByRole('button', { name: `Copy: ${seen.textContent}` }),
    );
    expect(await screen.findByText('Copied')).toBeInTheDocument();
    expect(write).toHaveBeenCalledTimes(1);
    expect(write).toHaveBeenCalledWith(seen.textContent);
  });

  it('says what is unknown because a source was not seen', async () => {
    render('unknown');
    const sources = await screen.findByRole('table', { name: 'Sources' });
    const row = within(sources).getByRole('row', { name: /^Agent VMs/ });
    expect(row).toHaveTextContent('Forbidden');
    expect(row).toHaveTextContent(
      'list virtualmachines in kasm-agents on harvester was refused. Unknown: whether the agent VMs run.',
    );
    expect(await section('Database')).toHaveTextContent('no answer from rke2');
    expect(
      screen.queryByRole('table', { name: 'Database instances' }),
    ).toBeNull();
  });

  it('does not pass off old data as current', async () => {
    render('stale');
    expect(await section('Database')).toHaveTextContent(
      'Stale: what follows is not current.',
    );
    expect(await section('Agents')).not.toHaveTextContent('not current');
    expect(await section('Ingress')).toHaveTextContent(
      /kasm-.*-tls, .* \(not current\)/,
    );
  });

  it('shows the checks with their results and commands', async () => {
    render('down');
    const checks = within(await section('Verification'))
      .getAllByRole('listitem')
      .map(item => item.textContent);
    expect(checks[0]).toMatch(/^FailAll pods run.*kubectl -n kasm get pods/);
    expect(checks[2]).toMatch(/^PassThe certificate is issued/);
    expect(checks[4]).toMatch(/^UnknownThe admin password is there/);
  });

  it('goes to the section that the address names, once there is one', async () => {
    render('healthy', '/#database');
    const database = await section('Database');
    await waitFor(() => expect(database).toHaveFocus());
  });

  it('goes to the section whose link is followed', async () => {
    render('healthy');
    const nav = await screen.findByRole('navigation', { name: 'Sections' });
    await userEvent.click(within(nav).getByRole('link', { name: 'Agents' }));
    const agents = await section('Agents');
    await waitFor(() => expect(agents).toHaveFocus());
  });

  it.each([
    ['not found', 'not visible to you (kasm.deployment.read)'],
    ['not configured', 'kasm.clusters'],
    ['unreachable', 'cannot be reached'],
  ])('says why there is nothing when it is %s', async (scenario, reason) => {
    render(scenario);
    expect(await screen.findByRole('status')).toHaveTextContent(reason);
    expect(screen.queryByRole('region', { name: 'Database' })).toBeNull();
  });
});
