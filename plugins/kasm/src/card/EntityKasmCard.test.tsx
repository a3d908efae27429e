import {
  renderInTestApp,
  TestApiProvider,
} from '@backstage/frontend-test-utils';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { signalApiRef } from '@backstage/plugin-signals-react';
import {
  DEPLOYMENT_ANNOTATION,
  KASM_SIGNAL_CHANNEL,
  type KasmSignal,
} from '@kasm-portal/backstage-plugin-kasm-common';
import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { Entity } from '@backstage/catalog-model';
import { ScenarioApi } from '../../dev/ScenarioApi';
import { healthy } from '../../dev/scenarios/healthy';
import { kasmApiRef, type KasmApi } from '../api/KasmApi';
import { entityKasmRouteRef } from '../routes';
import { EntityKasmCard } from './EntityKasmCard';

const entity = (annotation?: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'rke2-workspaces',
    annotations:
      annotation === undefined ? {} : { [DEPLOYMENT_ANNOTATION]: annotation },
  },
});

function render(
  api: Pick<KasmApi, 'getDeployment'>,
  options: { annotation?: string; withTab?: boolean } = {},
) {
  const { annotation = 'rke2/workspaces', withTab = true } = options;
  const heard: Array<(signal: KasmSignal) => void> = [];
  const signals = {
    subscribe: (channel: string, listener: (signal: any) => void) => {
      if (channel === KASM_SIGNAL_CHANNEL) heard.push(listener);
      return { unsubscribe: () => {} };
    },
  };
  renderInTestApp(
    <TestApiProvider
      apis={[
        [kasmApiRef, api],
        [signalApiRef, signals],
      ]}
    >
      <EntityProvider entity={entity(annotation || undefined)}>
        <EntityKasmCard />
      </EntityProvider>
    </TestApiProvider>,
    withTab ? { mountedRoutes: { '/tab/kasm': entityKasmRouteRef } } : {},
  );
  return {
    signal: (revision: string) =>
      act(async () => heard.forEach(listener => listener({ revision }))),
  };
}

describe('the card', () => {
  it('answers first: health, one sentence, figures that lead to their sections', async () => {
    render(new ScenarioApi('healthy'));
    expect(await screen.findByText('Healthy')).toBeInTheDocument();
    expect(
      screen.getByRole('heading', { name: 'Kasm Workspaces' }),
    ).toBeInTheDocument();
    expect(
      screen.getByText('Everything works; 2 of 2 agents serve desktops.'),
    ).toBeInTheDocument();

    const figures = within(screen.getByRole('list', { name: 'Figures' }));
    expect(
      figures
        .getAllByRole('link')
        .map(link => [
          link.getAttribute('aria-label'),
          link.getAttribute('href'),
        ]),
    ).toEqual([
      ['Control plane: 6/6', '/tab/kasm#control-plane'],
      ['Database: 3/3 · kasm-pg-1', '/tab/kasm#database'],
      ['Agents: 2/2', '/tab/kasm#agents'],
      ['Last backup: 3 h ago', '/tab/kasm#database'],
      ['Sessions: unknown', '/tab/kasm#agents'],
      ['Certificate: 23 days', '/tab/kasm#ingress'],
    ]);
    expect(screen.getByText('live')).toBeInTheDocument();
    expect(screen.queryByRole('list', { name: 'Findings' })).toBeNull();
  });

  it('leads to Kasm, to the tab and to the runbook', async () => {
    render(new ScenarioApi('healthy'));
    const open = await screen.findByRole('link', { name: /^Open Kasm/ });
    expect(open).toHaveAttribute(
      'href',
      'https://kasm.sandbox.localhost:7445/',
    );
    expect(open).toHaveAttribute('rel', 'noopener noreferrer');
    expect(screen.getByRole('link', { name: /^Status/ })).toHaveAttribute(
      'href',
      '/tab/kasm',
    );
    expect(screen.getByRole('link', { name: 'Runbook' })).toHaveAttribute(
      'href',
      '/docs/default/component/kasm-runbook/',
    );
  });

  it('shows what is wrong, worst first, each with its runbook section', async () => {
    render(new ScenarioApi('degraded'));
    expect(await screen.findByText('Degraded')).toBeInTheDocument();
    const findings = within(screen.getByRole('list', { name: 'Findings' }));
    expect(
      findings.getAllByRole('link').map(link => link.getAttribute('href')),
    ).toEqual([
      '/docs/default/component/kasm-runbook/troubleshooting/#agent-vm-down',
      '/docs/default/component/kasm-runbook/troubleshooting/#postgres-unsupported',
    ]);
    expect(
      screen.getByRole('link', { name: 'Agents: 1/2, needs attention' }),
    ).toBeInTheDocument();
  });

  it('shows only what is not explained, and three at most', async () => {
    render(new ScenarioApi('down'));
    expect(await screen.findByText('Down')).toBeInTheDocument();
    const findings = screen.getByRole('list', { name: 'Findings' });
    expect(within(findings).getAllByRole('listitem')).toHaveLength(1);
    expect(findings).toHaveTextContent('The database is down');
  });

  it('says how many more there are', async () => {
    render(new ScenarioApi('huge'));
    expect(
      await screen.findByRole('link', { name: 'and 3 more' }),
    ).toHaveAttribute('href', '/tab/kasm#diagnosis');
  });

  it.each([
    ['progressing', 'Progressing', 'waiting for the database'],
    ['unknown', 'Unknown', 'Cluster rke2 cannot be reached'],
    ['stale', 'Unknown', 'has not answered for 7 min'],
  ])('says it when it is %s', async (scenario, word, sentence) => {
    render(new ScenarioApi(scenario));
    expect(await screen.findByText(word)).toBeInTheDocument();
    expect(screen.getByText(new RegExp(sentence))).toBeInTheDocument();
  });

  it.each([
    ['not found', 'not visible to you (kasm.deployment.read)'],
    ['not configured', 'kasm.clusters'],
    ['not installed', 'backstage-plugin-kasm-backend'],
    ['unreachable', "The portal's backend cannot be reached"],
  ])('says why there is nothing when it is %s', async (scenario, reason) => {
    render(new ScenarioApi(scenario));
    expect(await screen.findByRole('status')).toHaveTextContent(reason);
    expect(screen.queryByRole('list', { name: 'Figures' })).toBeNull();
  });

  it('keeps its place while it loads', async () => {
    render(new ScenarioApi('loading'));
    expect(
      await screen.findByRole('progressbar', {
        name: 'Loading the Kasm status',
      }),
    ).toBeInTheDocument();
    expect(screen.getByText('connecting')).toBeInTheDocument();
  });

  it('refuses an annotation that names no deployment', async () => {
    render(new ScenarioApi('healthy'), { annotation: '../etc' });
    expect(await screen.findByRole('status')).toHaveTextContent(
      'must be <cluster>/<name>, not ../etc',
    );
  });

  it('changes when it is signalled, without replacing what stays', async () => {
    const api = new ScenarioApi('healthy');
    const { signal } = render(api);
    const word = await screen.findByText('Healthy');
    const heading = screen.getByRole('heading', { name: 'Kasm Workspaces' });
    const tile = screen.getByRole('link', { name: /^Control plane/ });

    api.scenario = 'degraded';
    await signal('degraded-1');
    expect(await screen.findByText('Degraded')).toBe(word);
    expect(screen.getByRole('heading', { name: 'Kasm Workspaces' })).toBe(
      heading,
    );
    expect(screen.getByRole('link', { name: /^Control plane/ })).toBe(tile);
  });

  it('sees a change whose signal was lost', async () => {
    const api = new ScenarioApi('healthy');
    render(api);
    await screen.findByText('Healthy');
    api.scenario = 'down';
    expect(await screen.findByText('Down')).toBeInTheDocument();
  });

  it('keeps what it saw when the backend goes, and says so', async () => {
    const api = new ScenarioApi('healthy');
    const { signal } = render(api);
    await screen.findByText('Healthy');
    api.scenario = 'unreachable';
    await signal('other');
    expect(await screen.findByText('reconnecting')).toBeInTheDocument();
    expect(await screen.findByRole('alert')).toHaveTextContent(
      /cannot be reached.*Shown is what was seen/,
    );
    expect(screen.getByText('Healthy')).toBeInTheDocument();
  });

  it('tries again at once when asked to', async () => {
    const api = new ScenarioApi('unreachable');
    render(api);
    const button = await screen.findByRole('button', { name: 'Try now' });
    api.scenario = 'healthy';
    await userEvent.click(button);
    expect(await screen.findByText('Healthy')).toBeInTheDocument();
  });

  it('works in a portal that has no Kasm tab', async () => {
    render(new ScenarioApi('healthy'), { withTab: false });
    expect(await screen.findByText('6/6')).toBeInTheDocument();
    expect(screen.queryByRole('link', { name: /^Status/ })).toBeNull();
    expect(screen.queryByRole('link', { name: /6\/6/ })).toBeNull();
  });

  it.each(['data:text/html,hello', 'http://kasm.example.com/'])(
    'makes no link of %s',
    async url => {
      render({
        getDeployment: async () => ({
          kind: 'status',
          status: {
            ...healthy,
            deployment: { ...healthy.deployment, url },
          },
        }),
      });
      expect(await screen.findByText('Healthy')).toBeInTheDocument();
      expect(screen.queryByText('Open Kasm')).toBeNull();
    },
  );
});
