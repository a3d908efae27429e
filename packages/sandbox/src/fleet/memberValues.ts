import { createHash } from 'node:crypto';
import type { StoredObject } from '../apiserver/ClusterStore';
import { macOf } from '../controllers/kubeVirt/guest';
import { memberNumber } from './fleetNames';

/** A word of the original, and what stands in the place of it in the n-th member. */
export interface MemberValue {
  word: string;
  of(member: number): string;
}

/** Odd, so that no two members get the same from it. */
const SPREAD = 0x9e3779b1;
/** Of the addresses of pods and Services, those that the controllers do not reach. */
const FIRST_FREE = 32_000;
const PER_NET = 240;
const SECRET = /^[A-Za-z0-9]{16,}$/;

/** Another uid: its first digits differ from member to member. */
function mixed(uid: string, member: number): string {
  const digits = Number.parseInt(uid.slice(0, 8), 16);
  // eslint-disable-next-line no-bitwise -- arithmetic of 32 bits
  const other = (digits ^ Math.imul(member, SPREAD)) >>> 0;
  return `${other.toString(16).padStart(8, '0')}${uid.slice(8)}`;
}

const digest = (text: string) => createHash('sha256').update(text);

const address = (network: number, index: number) =>
  `10.${network}.${Math.floor(index / PER_NET) % 256}.${
    (index % PER_NET) + 11
  }`;

/** Addresses of a kind: the n-th member has the n-th lot of them. */
const addresses = (words: string[], network: number, first: number) =>
  words.map(
    (word, index): MemberValue => ({
      word,
      of: member => address(network, first + member * words.length + index),
    }),
  );

const unique = (words: Array<string | undefined>) => [
  ...new Set(words.filter((word): word is string => Boolean(word))),
];

const ofKind = (originals: StoredObject[], kind: string) =>
  originals.filter(object => object.kind === kind);

/** Passwords and keys that somebody drew. */
function drawn(originals: StoredObject[]): string[] {
  return unique(
    ofKind(originals, 'Secret')
      .flatMap(({ data }) => Object.values<string>(data ?? {}))
      .map(value => Buffer.from(value, 'base64').toString())
      .filter(value => SECRET.test(value)),
  );
}

/** What differs between members, wherever it stands in their objects. */
export function memberValues(
  first: string,
  originals: StoredObject[],
): MemberValue[] {
  const instances = ofKind(originals, 'VirtualMachineInstance');
  const cards = instances.flatMap(({ status }) => status?.interfaces ?? []);
  return [
    { word: `-${first}`, of: member => `-${memberNumber(member)}` },
    { word: `Fleet ${first}`, of: member => `Fleet ${memberNumber(member)}` },
    ...originals.map(({ metadata: { uid } }) => ({
      word: uid,
      of: (member: number) => mixed(uid, member),
    })),
    ...drawn(originals).map(word => ({
      word,
      of: (member: number) =>
        digest(`${word}${member}`)
          .digest('hex')
          .repeat(Math.ceil(word.length / 64))
          .slice(0, word.length),
    })),
    ...addresses(
      unique(ofKind(originals, 'Pod').map(({ status }) => status?.podIP)),
      42,
      FIRST_FREE,
    ),
    ...addresses(
      unique(
        ofKind(originals, 'Service')
          .map(({ spec }) => spec.clusterIP)
          .filter(ip => ip !== 'None'),
      ),
      43,
      FIRST_FREE,
    ),
    ...addresses(
      unique(cards.map(({ ipAddress }) => ipAddress)),
      0,
      21 * PER_NET,
    ),
    ...instances.flatMap(({ metadata, status }) =>
      (status?.interfaces ?? []).map(
        ({ mac }: { mac: string }, index: number): MemberValue => ({
          word: mac,
          of: member =>
            macOf(
              `${metadata.namespace}/${metadata.name}/${index}`.replaceAll(
                `-${first}`,
                `-${memberNumber(member)}`,
              ),
            ),
        }),
      ),
    ),
  ];
}
