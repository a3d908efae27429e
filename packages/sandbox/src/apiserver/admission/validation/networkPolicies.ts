import { isIP } from 'node:net';
import type { StoredObject } from '../../ClusterStore';
import {
  forbidden,
  required,
  unsupported,
  wrongValue,
  type Causes,
} from './causes';
import { selectorCauses } from './labelSelectors';
import { portOrNameCauses } from './names';

type Value = any;

interface Range {
  bits: bigint;
  length: number;
  size: number;
}

/** An address as a number; IPv6 with its gaps filled. */
function bitsOf(address: string): bigint {
  if (isIP(address) === 4) {
    return address
      .split('.')
      .reduce((sum, part) => sum * 256n + BigInt(part), 0n);
  }
  const [head, tail] = address.split('::');
  const left = head ? head.split(':') : [];
  const right = tail ? tail.split(':') : [];
  const gap = Array(
    tail === undefined ? 0 : 8 - left.length - right.length,
  ).fill('0');
  return [...left, ...gap, ...right].reduce(
    (sum, part) => sum * 65536n + BigInt(`0x${part || '0'}`),
    0n,
  );
}

function rangeOf(cidr: string | undefined): Range | undefined {
  const [address, length, rest] = (cidr ?? '').split('/');
  const size = { 4: 32, 6: 128 }[isIP(address)];
  if (!size || rest !== undefined || !/^\d+$/.test(length ?? '')) {
    return undefined;
  }
  return Number(length) <= size
    ? { bits: bitsOf(address), length: Number(length), size }
    : undefined;
}

function isWithin(inner: Range, outer: Range): boolean {
  const shift = BigInt(outer.size - outer.length);
  return (
    inner.size === outer.size &&
    inner.length > outer.length &&
    inner.bits >> shift === outer.bits >> shift
  );
}

function blockCauses({ cidr, except = [] }: Value, field: string): Causes {
  if (!cidr) {
    return [required(`${field}.cidr`)];
  }
  const range = rangeOf(cidr);
  if (!range) {
    return [wrongValue(`${field}.cidr`, cidr, 'not a valid CIDR')];
  }
  return except.flatMap((inner: string, index: number) => {
    const at = `${field}.except[${index}]`;
    const excepted = rangeOf(inner);
    if (!excepted) {
      return [wrongValue(at, inner, 'not a valid CIDR')];
    }
    return isWithin(excepted, range)
      ? []
      : [wrongValue(at, inner, 'must be a strict subset of `cidr`')];
  });
}

function peerCauses(peer: Value, field: string): Causes {
  const { podSelector, namespaceSelector, ipBlock } = peer;
  const causes = [
    ...selectorCauses(podSelector, `${field}.podSelector`),
    ...selectorCauses(namespaceSelector, `${field}.namespaceSelector`),
    ...(ipBlock ? blockCauses(ipBlock, `${field}.ipBlock`) : []),
  ];
  if (!podSelector && !namespaceSelector && !ipBlock) {
    causes.push(required(field, 'must specify a peer'));
  } else if (ipBlock && (podSelector || namespaceSelector)) {
    causes.push(
      forbidden(field, 'may not specify both ipBlock and another peer'),
    );
  }
  return causes;
}

function ruleCauses(rule: Value, peers: 'from' | 'to', field: string): Causes {
  return [
    ...(rule.ports ?? []).flatMap(({ port, endPort }: Value, index: number) => {
      const at = `${field}.ports[${index}]`;
      const causes =
        port === undefined ? [] : portOrNameCauses(`${at}.port`, port);
      if (endPort !== undefined && endPort < port) {
        causes.push(
          wrongValue(
            `${at}.endPort`,
            endPort,
            'must be greater than or equal to `port`',
          ),
        );
      }
      return causes;
    }),
    ...(rule[peers] ?? []).flatMap((peer: Value, index: number) =>
      peerCauses(peer, `${field}.${peers}[${index}]`),
    ),
  ];
}

const TYPES = ['Ingress', 'Egress'];

export function networkPolicyCauses({ spec }: StoredObject): Causes {
  const { podSelector, ingress = [], egress = [], policyTypes = [] } = spec;
  return [
    ...selectorCauses(podSelector, 'spec.podSelector'),
    ...ingress.flatMap((rule: Value, index: number) =>
      ruleCauses(rule, 'from', `spec.ingress[${index}]`),
    ),
    ...egress.flatMap((rule: Value, index: number) =>
      ruleCauses(rule, 'to', `spec.egress[${index}]`),
    ),
    ...policyTypes.flatMap((type: string, index: number) =>
      TYPES.includes(type)
        ? []
        : [unsupported(`spec.policyTypes[${index}]`, type, TYPES)],
    ),
  ];
}
