import type {
  ChainLink,
  StatusDocument,
} from '@kasm-portal/backstage-plugin-kasm-common';
import { Link } from '@backstage/core-components';
import { useMemo } from 'react';
import { partLook } from '../marks/looks';
import { Mark } from '../marks/Mark';
import { ChainArrow } from './ChainArrow';
import { chainOf, type ChainGroup, type ChainNode } from './chain';
import { useChainClasses } from './chainClasses';

/**
 * The live picture: every part with its state, and where the way is blocked.
 *
 * @internal
 */
export function ChainPicture(props: { status: StatusDocument }) {
  const chain = useMemo(() => chainOf(props.status), [props.status]);
  const classes = useChainClasses();
  const blocked = (...links: ChainLink[]) =>
    chain.blockedAt !== undefined && links.includes(chain.blockedAt);
  const bent = blocked('manager') ? classes.bentBlocked : '';
  return (
    <div
      className={classes.picture}
      role="group"
      aria-label="The way from a browser to a desktop"
    >
      <Box node={chain.browser} />
      <ChainArrow blocked={blocked('dns', 'traefik')} />
      <Box node={chain.traefik} />
      <ChainArrow blocked={blocked('proxy')} />
      <div className={classes.fork}>
        <Box node={chain.proxy} />
        <span className={`${classes.stem} ${bent}`} aria-hidden />
      </div>
      <ChainArrow blocked={blocked('api')} />
      <Box node={chain.api} />
      <ChainArrow blocked={blocked('database')} />
      <Group group={chain.database} />
      <span className={`${classes.bend} ${bent}`} aria-hidden />
      <ChainArrow blocked={blocked('manager')} from="Proxy" />
      <div className={classes.stack}>
        {chain.sessions.map(node => (
          <Box key={node.id} node={node} />
        ))}
      </div>
      <ChainArrow blocked={blocked('agents')} />
      <Group group={chain.agents} />
    </div>
  );
}

function Box(props: { node: ChainNode }) {
  const { node } = props;
  const classes = useChainClasses();
  return (
    <Link to={`#${node.section}`} className={classes.box}>
      <Mark look={partLook[node.state]} iconOnly />{' '}
      <span className={classes.title}>{node.title}</span>{' '}
      {node.detail && <span className={classes.detail}>{node.detail}</span>}
    </Link>
  );
}

function Group(props: { group: ChainGroup }) {
  const { title, section, nodes, more } = props.group;
  const classes = useChainClasses();
  return (
    <div className={classes.group} role="group" aria-label={title}>
      <Link to={`#${section}`} className={classes.groupTitle}>
        {title}
      </Link>
      {nodes.map(node => (
        <Box key={node.id} node={node} />
      ))}
      {nodes.length === 0 && <span className={classes.detail}>none</span>}
      {more > 0 && <Link to={`#${section}`}>and {more} more</Link>}
    </div>
  );
}
