import { DEPLOYMENT_LABEL } from '@kasm-portal/backstage-plugin-kasm-common';
import { kasmVersion } from '@kasm-portal/backstage-plugin-kasm-common/manifests';
import {
  resources,
  type KubeObject,
} from '@kasm-portal/backstage-plugin-kasm-node';
import type { RunContext } from '../../run/RunContext';
import { ownDescriptor } from '../claims';
import type { CheckGroup } from '../CheckGroup';
import { descriptorsSeen } from '../descriptors';
import { wasFilled } from '../isInitialised';
import { itemsOf, valueOf, type Seen } from '../Looks';
import { about, type PreflightCheck } from '../PreflightCheck';

type Known = Pick<RunContext, 'names' | 'spec'>;

/** Names that chart 1.1181.x gives its Services whatever the release is called. */
const CONSTANT_SERVICES =
  /^kasm-(api|manager|guac|rdp-gateway|rdp-https-gateway|proxy|share)(-.*)?$/;

/**
 * A database or a Helm release that is there without a descriptor: somebody else's, or what an
 * earlier deployment left. Initialising over it would destroy data.
 */
export const foreignRelease: CheckGroup = async looking => {
  const { run, looks } = looking;
  const { names } = run;
  const [descriptors, database, deployments, services, tokens] =
    await Promise.all([
      descriptorsSeen(looking),
      looks.get(
        resources.databaseClusters,
        names.databaseCluster,
        names.databaseNamespace,
      ),
      looks.list(resources.deployments, { namespace: names.namespace }),
      looks.list(resources.services, { namespace: names.namespace }),
      looks.get(resources.secrets, names.adminSecret, names.namespace, {
        metadataOnly: true,
      }),
    ]);
  if (run.adopting) {
    return {
      checks: [
        about('no-foreign-release', 'Other releases').skipped(
          'what is there is taken over',
        ),
      ],
    };
  }
  const own = ownDescriptor(run, itemsOf(descriptors));
  const described = own.descriptor !== undefined;
  return {
    checks: [
      judgeDatabase(database, run, {
        described,
        kept: own.reattach && wasFilled(own.descriptor),
      }),
      judgeRelease(deployments, services, run, described),
      ...judgeTokens(tokens, run, described),
    ],
  };
};

/** @internal */
export function judgeDatabase(
  seen: Seen<KubeObject>,
  { names, spec }: Known,
  { described, kept }: { described: boolean; kept?: boolean },
): PreflightCheck {
  const check = about('database-free', 'Place of the database');
  const name = `${names.databaseNamespace}/${names.databaseCluster}`;
  if (seen.state === 'hidden') {
    return check.fail(
      `whether a database ${name} is there is not known: ${seen.detail}`,
      seen.remedy,
    );
  }
  if (seen.state === 'absent') {
    return kept
      ? check.fail(
          `the database ${name} that was kept is not there any more`,
          `restore it, or delete the descriptor ${names.descriptor} to begin anew`,
        )
      : check.pass(`${name} is free`);
  }
  const ours = seen.value.metadata.labels?.[DEPLOYMENT_LABEL] === spec.name;
  return described && ours
    ? check.pass(`${name} is this deployment's`)
    : check.fail(
        `a database ${name} is already there and may hold data of somebody else`,
        'choose another name',
      );
}

/** @internal */
export function judgeRelease(
  deployments: Seen<KubeObject[]>,
  services: Seen<KubeObject[]>,
  { names, spec }: Known,
  described: boolean,
): PreflightCheck {
  const check = about('no-foreign-release', 'Other releases');
  const hidden = [deployments, services].find(
    ({ state }) => state === 'hidden',
  );
  if (hidden?.state === 'hidden') {
    return check.unknown(hidden.detail, hidden.remedy);
  }
  const version = kasmVersion(spec.kasmVersion);
  const taken = new Set(
    [version.proxyService, ...Object.values(version.deployments)].map(name =>
      name.replace('{release}', names.release),
    ),
  );
  const kasm = [...itemsOf(deployments), ...itemsOf(services)].filter(
    ({ metadata }) =>
      metadata.labels?.['app.kubernetes.io/part-of'] === 'kasm' ||
      taken.has(metadata.name) ||
      CONSTANT_SERVICES.test(metadata.name),
  );
  const foreign = kasm.find(
    object => !described || releaseOf(object) !== names.release,
  );
  return foreign
    ? check.fail(
        `namespace ${names.namespace} already has a Kasm of release ${
          releaseOf(foreign) ?? 'unknown'
        } (${foreign.metadata.name}): there can be one in a namespace`,
        'choose another namespace, or take it over',
      )
    : check.pass(
        kasm.length > 0 ? "only this deployment's" : 'no Kasm is there',
      );
}

function releaseOf({ metadata }: KubeObject): string | undefined {
  return (
    metadata.labels?.['app.kubernetes.io/instance'] ??
    metadata.annotations?.['meta.helm.sh/release-name']
  );
}

/** The chart's Secret survives a release; Helm adopts it only by its own marks. */
function judgeTokens(
  seen: Seen<KubeObject>,
  { names }: Known,
  described: boolean,
): PreflightCheck[] {
  const check = about('kept-tokens', 'Secret of an earlier release');
  const annotations = valueOf(seen)?.metadata.annotations;
  if (seen.state !== 'there' || described) {
    return [];
  }
  const name = `${names.namespace}/${names.adminSecret}`;
  return annotations?.['meta.helm.sh/release-name'] === names.release &&
    annotations['meta.helm.sh/release-namespace'] === names.namespace
    ? [
        check.warn(
          `Secret ${name} was kept by an earlier release: its tokens and admin password are used again`,
          'delete it first if it should be made anew',
        ),
      ]
    : [
        check.fail(
          `Secret ${name} is there without being Helm's: the release could not be installed`,
          'remove it, or choose another name',
        ),
      ];
}
