import type {
  KubeObject,
  KubeResource,
} from '@kasm-portal/backstage-plugin-kasm-node';
import type { CheckGroup } from '../CheckGroup';
import type { Seen } from '../Looks';
import { about, type PreflightCheck } from '../PreflightCheck';

/** A Gateway, as far as a route can attach to it. */
export interface Gateway extends KubeObject {
  spec?: {
    listeners?: Array<{
      name: string;
      hostname?: string;
      allowedRoutes?: { namespaces?: { from?: string } };
    }>;
  };
  status?: {
    conditions?: Array<{ type: string; status: string; message?: string }>;
  };
}

const GROUP = 'gateway.networking.k8s.io/v1';
const gateways: KubeResource = {
  apiVersion: GROUP,
  plural: 'gateways',
  kind: 'Gateway',
  namespaced: true,
};

/** Whether the Gateway of an HTTPRoute is there and takes it. */
export const gateway: CheckGroup = async ({ run, looks }) => {
  const { kind, gateway: asked } = run.spec.ingress;
  if (kind !== 'httpRoute' || !asked) {
    return { checks: [] };
  }
  const [served, found] = await Promise.all([
    looks.serves(GROUP),
    looks.get<Gateway>(gateways, asked.name, asked.namespace),
  ]);
  return {
    checks: [
      judgeGateway(served, found, {
        ...asked,
        host: run.names.host,
        routeNamespace: run.names.namespace,
      }),
    ],
  };
};

/** @internal */
export function judgeGateway(
  served: Seen<string[]>,
  found: Seen<Gateway>,
  asked: {
    name: string;
    namespace: string;
    sectionName?: string;
    host: string;
    routeNamespace: string;
  },
): PreflightCheck {
  const check = about('gateway', 'Gateway');
  const what = `Gateway ${asked.namespace}/${asked.name}`;
  if (
    served.state === 'absent' ||
    (served.state === 'there' && !served.value.includes('httproutes'))
  ) {
    return check.fail(
      `the Gateway API is not installed (${GROUP})`,
      'have it installed, or choose ingress.kind ingressRoute',
    );
  }
  if (found.state === 'hidden') {
    return check.unknown(found.detail, found.remedy);
  }
  if (found.state === 'absent') {
    return check.fail(`there is no ${what}`, 'name one that is there');
  }
  const { spec, status } = found.value;
  const broken = status?.conditions?.find(
    ({ type, status: is }) =>
      ['Accepted', 'Programmed'].includes(type) && is === 'False',
  );
  if (broken) {
    return check.fail(
      `${what} does not work (${broken.message ?? broken.type})`,
      'have its owner repair it',
    );
  }
  const listeners = (spec?.listeners ?? []).filter(
    ({ name }) => !asked.sectionName || name === asked.sectionName,
  );
  const forHost = listeners.filter(({ hostname }) =>
    serves(hostname, asked.host),
  );
  const open = forHost.filter(
    ({ allowedRoutes }) =>
      (allowedRoutes?.namespaces?.from ?? 'Same') !== 'Same' ||
      asked.namespace === asked.routeNamespace,
  );
  if (open.length > 0) {
    return check.pass(`${what} serves ${asked.host}`);
  }
  return forHost.length > 0
    ? check.fail(
        `${what} takes routes only from its own namespace`,
        `have its listener allow routes from ${asked.routeNamespace}`,
      )
    : check.fail(
        `${what} has no listener${
          asked.sectionName ? ` ${asked.sectionName}` : ''
        } for ${asked.host}`,
        'have one added, or choose another Gateway',
      );
}

function serves(hostname: string | undefined, host: string): boolean {
  if (!hostname) {
    return true;
  }
  return hostname.startsWith('*.')
    ? host.endsWith(hostname.slice(1))
    : hostname === host;
}
