import type {
  SourceName,
  SourceStatus,
  StatusDocument,
} from '@kasm-portal/backstage-plugin-kasm-common';
import { EntityInfoCard } from '@backstage/plugin-catalog-react';
import { sourceLook } from '../marks/looks';
import { Mark } from '../marks/Mark';
import { isUnseen } from '../sight/asSeen';
import { KasmSurface } from '../surface/KasmSurface';
import { Age } from '../time/Age';
import { Grid, type Column } from './Grid';
import { sentence } from './sentence';

const NAMES: Record<SourceName, { title: string; tells: string }> = {
  controlPlane: { title: 'Control plane', tells: 'components and rollouts' },
  release: { title: 'Release', tells: 'what Helm did' },
  database: { title: 'Database', tells: 'database instances and backups' },
  certificate: { title: 'Certificate', tells: 'which certificate was issued' },
  ingress: { title: 'Ingress', tells: 'route and timeouts' },
  agentVms: { title: 'Agent VMs', tells: 'whether the agent VMs run' },
  kasmApi: { title: 'Kasm API', tells: 'sessions and agent check-ins' },
  endpoint: { title: 'Endpoint', tells: 'whether users get an answer' },
};

type Row = {
  name: SourceName;
  source: SourceStatus;
  /** Another source in the same state stands above. */
  again: boolean;
};

const COLUMNS: Column<Row>[] = [
  {
    title: 'Source',
    cell: ({ name, source, again }) => (
      <>
        {NAMES[name]?.title ?? name}
        {source.state !== 'ok' && (
          <Unknown name={name} source={source} again={again} />
        )}
      </>
    ),
  },
  {
    title: 'State',
    cell: ({ source }) => <Mark look={sourceLook[source.state]} />,
  },
  {
    title: 'Seen',
    numeric: true,
    cell: ({ source }) => <Age since={source.seen} otherwise="–" />,
  },
];

/**
 * What the judgement rests on, and what we cannot tell because we do not see it.
 *
 * @internal
 */
export function Sources(props: { sources: StatusDocument['sources'] }) {
  const sources = (Object.keys(NAMES) as SourceName[]).flatMap(name => {
    const source = props.sources[name];
    return source ? [{ name, source }] : [];
  });
  // A cluster that is gone takes many sources along; its reason is read once.
  const told = new Set<string>();
  const rows = sources.map(row => {
    const again = isUnseen(props, row.name) && told.has(row.source.state);
    told.add(row.source.state);
    return { ...row, again };
  });
  return (
    <section aria-label="What we see">
      <EntityInfoCard title="What we see">
        <KasmSurface>
          <Grid
            label="Sources"
            rows={rows}
            rowKey={row => row.name}
            columns={COLUMNS}
          />
        </KasmSurface>
      </EntityInfoCard>
    </section>
  );
}

function Unknown(props: Row) {
  const { name, source, again } = props;
  return (
    <small
      style={{ display: 'block', overflowWrap: 'anywhere' }}
      title={source.reason}
    >
      {!again && source.reason && sentence(source.reason)}
      {source.state !== 'empty' && (
        <> Unknown: {NAMES[name]?.tells ?? 'what it would tell'}.</>
      )}
    </small>
  );
}
