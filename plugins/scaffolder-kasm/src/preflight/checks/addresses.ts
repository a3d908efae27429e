import { isIP } from 'node:net';
import {
  resolveHost,
  resources,
  type KubeObject,
} from '@kasm-portal/backstage-plugin-kasm-node';
import type { CheckGroup, Looking } from '../CheckGroup';
import { valueOf, type Seen } from '../Looks';
import { about, type PreflightCheck } from '../PreflightCheck';

/** Milliseconds for a name to be looked up. */
const DEADLINE = 2_000;

interface Service extends KubeObject {
  spec?: { clusterIP?: string };
  status?: {
    loadBalancer?: { ingress?: Array<{ ip?: string; hostname?: string }> };
  };
}

/** Where names lead: the public host from here, and agents from inside of Kasm's proxy. */
export const addresses: CheckGroup = async looking => {
  const [host, dns] = await Promise.all([
    publicHost(looking),
    clusterDns(looking),
  ]);
  return {
    checks: [host, ...(dns ? [dns.check] : [])],
    ...(dns?.address && { facts: { nginxResolver: dns.address } }),
  };
};

async function publicHost({ run, looks }: Looking): Promise<PreflightCheck> {
  const { ingress } = run.cluster;
  const within = AbortSignal.any([run.signal, AbortSignal.timeout(DEADLINE)]);
  const [service, answer] = await Promise.all([
    looks.get<Service>(resources.services, ingress.workload, ingress.namespace),
    resolveHost(run.names.host, within, run.resolve),
  ]);
  run.signal.throwIfAborted();
  const balancer = valueOf(service)?.status?.loadBalancer?.ingress ?? [];
  return judgeHost(run.names.host, answer, [
    ...new Set([
      ...(ingress.address ? [ingress.address] : []),
      ...balancer.flatMap(({ ip, hostname }) => ip ?? hostname ?? []),
    ]),
  ]);
}

/**
 * Never fails: people may use another resolver than the portal.
 *
 * @internal
 */
export function judgeHost(
  host: string,
  answer: { addresses: string[]; problem?: string },
  expected: string[],
): PreflightCheck {
  const check = about('host-dns', 'DNS of the public host');
  const target = expected.join(' or ') || "the ingress's address";
  const { addresses: found } = answer;
  if (found.length === 0) {
    return check.warn(
      answer.problem ?? `${host} has no address`,
      `make a record that leads ${host} to ${target}, unless people use another resolver that knows it`,
    );
  }
  if (found.some(address => expected.includes(address))) {
    return check.pass(`${host} leads to ${found.join(', ')}`);
  }
  if (answer.problem) {
    return check.warn(answer.problem, `lead ${host} to ${target}`);
  }
  const known = expected.filter(address => isIP(address) !== 0);
  return known.length > 0
    ? check.warn(
        `${host} leads to ${found.join(
          ', ',
        )}, and the ingress is at ${known.join(', ')}`,
        'correct the record, unless a load balancer or another resolver stands between',
      )
    : check.pass(
        `${host} leads to ${found.join(
          ', ',
        )}; the ingress's address is not known here`,
      );
}

async function clusterDns({
  run,
  looks,
}: Looking): Promise<{ check: PreflightCheck; address?: string } | undefined> {
  if (run.spec.kasmVersion === '1.18.1') {
    return undefined;
  }
  const of = (name: string) =>
    looks.get<Service>(resources.services, name, 'kube-system');
  const rke2 = await of('rke2-coredns-rke2-coredns');
  const service = rke2.state === 'absent' ? await of('kube-dns') : rke2;
  return judgeDns(service);
}

/** @internal */
export function judgeDns(service: Seen<Service>): {
  check: PreflightCheck;
  address?: string;
} {
  const check = about('coredns-service', "Cluster's DNS");
  const remedy =
    'without it agents must register by their address, and sessions to agents known by name give 502';
  if (service.state === 'hidden') {
    return { check: check.unknown(service.detail, service.remedy) };
  }
  const address = valueOf(service)?.spec?.clusterIP;
  return address && isIP(address)
    ? { check: check.pass(address), address }
    : {
        check: check.warn(
          'neither Service rke2-coredns-rke2-coredns nor kube-dns is in kube-system',
          remedy,
        ),
      };
}
