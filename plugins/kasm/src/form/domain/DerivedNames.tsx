import {
  databaseClusterOf,
  DEPLOYMENT_NAME,
  deploymentHost,
  tlsSecretName,
} from '@kasm-portal/backstage-plugin-kasm-common';
import { makeStyles } from '@material-ui/core/styles';
import { Facts } from '../../tab/Facts';
import { HostInDns } from './HostInDns';

const useStyles = makeStyles(
  {
    name: {
      fontFamily: 'ui-monospace, Menlo, Consolas, monospace',
      fontSize: 12.5,
    },
  },
  { name: 'KasmDerivedNames' },
);

const DOMAIN =
  /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?(\.[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)+$/;

/**
 * What follows from a name and a domain.
 *
 * @internal
 */
export function DerivedNames(props: {
  cluster?: string;
  name?: string;
  /** What somebody calls otherwise; empty names follow. */
  chosen: { release?: string; namespace?: string; database?: string };
  domain?: string;
  /** Domains of the cluster; empty while they are not known. */
  allowed: string[];
}) {
  const { cluster, name, chosen, domain, allowed } = props;
  const classes = useStyles();
  const mono = (text: string) => <span className={classes.name}>{text}</span>;
  if (
    !name ||
    !domain ||
    !DEPLOYMENT_NAME.test(name) ||
    !DOMAIN.test(domain) ||
    !cluster
  ) {
    return (
      <small>
        The names of everything follow from the name and the domain, and are
        shown here.
      </small>
    );
  }
  const release = chosen.release ?? name;
  const host = deploymentHost(release, domain);
  const within = allowed.some(
    one => domain === one || domain.endsWith(`.${one}`),
  );
  return (
    <>
      <Facts
        facts={[
          ['Address', mono(`https://${host}`)],
          ['Namespace', mono(chosen.namespace ?? name)],
          ['Database', mono(chosen.database ?? databaseClusterOf(name))],
          ['TLS Secret', mono(tlsSecretName(release, domain))],
        ]}
      />
      <HostInDns
        cluster={cluster}
        host={host}
        outside={allowed.length > 0 && !within ? allowed : undefined}
      />
    </>
  );
}
