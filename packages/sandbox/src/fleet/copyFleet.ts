import type { StoredObject } from '../apiserver/ClusterStore';
import type { ServedStore } from '../apiserver/store/ServedStore';
import { compileCopy, type Copier } from './compileCopy';
import { derivedHashes } from './derivedHashes';
import { memberNumber } from './fleetNames';
import { memberValues, type MemberValue } from './memberValues';
import { nodeValues } from './nodeValues';
import { originalsIn } from './originals';
import { Tokens } from './Tokens';
import { unpackText } from './unpackText';

/** The number of the member that the others are copies of. */
export const FIRST = 1;

/** One member's copy of what the first has. */
export interface MemberCopy {
  /** A text about the first as it is about this one. */
  renamed(text: string): string;
}

interface Compiled {
  original: StoredObject;
  copy: Copier<StoredObject>;
}

/** Stands for the revision of an original until its copy has one. */
const revisionWord = (index: number) => `@revision ${index}@`;

/**
 * An object's revision, and those that the operator notes of Secrets, are numbers like any other, so that
 * words are put in their places before copying.
 */
function withRevisionWords(
  original: StoredObject,
  index: number,
  originals: StoredObject[],
): StoredObject {
  const { metadata, status } = original;
  const seen = status?.secretsResourceVersion;
  const wordOf = (revision: unknown) => {
    const found = originals.findIndex(
      each => each.metadata.resourceVersion === revision,
    );
    return found < 0 ? revision : revisionWord(found);
  };
  return {
    ...original,
    metadata: { ...metadata, resourceVersion: revisionWord(index) },
    ...(seen
      ? {
          status: {
            ...status,
            secretsResourceVersion: Object.fromEntries(
              Object.entries(seen).map(([name, value]) => [
                name,
                wordOf(value),
              ]),
            ),
          },
        }
      : {}),
  };
}

/** Copies what belongs to the first member of the fleet, in every cluster, for the second to the last. */
export function copyFleet(options: {
  stores: ServedStore[];
  /** helm-controller's. */
  jobImage: string;
  /** Number of the last member. */
  last: number;
  /** Changes what all copies have in common. */
  share(original: StoredObject): StoredObject;
  copied(member: number, copy: MemberCopy): void;
}): void {
  const { stores, jobImage, last, share, copied } = options;
  const number = memberNumber(FIRST);
  const clusters = stores.map(store => ({
    store,
    originals: originalsIn(store, `-${number}`),
  }));
  const all = clusters.flatMap(({ originals }) => originals);
  const values: MemberValue[] = [
    ...memberValues(number, all),
    ...clusters.flatMap(({ store, originals }) =>
      nodeValues(store.list('nodes'), originals),
    ),
  ];
  const hashes = clusters.flatMap(({ store, originals }) =>
    derivedHashes(store, originals, jobImage),
  );
  const longest = Math.max(
    ...clusters.map(({ originals }) => originals.length),
  );
  const tokens = new Tokens([
    ...values.map(({ word }) => word),
    ...hashes.map(({ original, of }) => of(original)),
    ...Array.from({ length: longest }, (_, index) => revisionWord(index)),
  ]);
  const hashed = new Map(
    hashes.map(({ original }): [StoredObject, Copier<StoredObject>] => {
      const { metadata, spec } = original;
      return [
        original,
        compileCopy({ metadata, spec } as StoredObject, tokens, unpackText),
      ];
    }),
  );
  const prepared = clusters.map(({ store, originals }) => ({
    store,
    objects: originals.map(
      (original, index): Compiled => ({
        original,
        copy: compileCopy(
          withRevisionWords(share(original), index, originals),
          tokens,
          unpackText,
        ),
      }),
    ),
  }));

  for (let member = FIRST + 1; member <= last; member += 1) {
    const words = values.map(({ of }) => of(member));
    const early = new Map<StoredObject, StoredObject>();
    for (const { original, of } of hashes) {
      const made = early.get(original) ?? hashed.get(original)!(words);
      early.set(original, made);
      words.push(of(made));
    }
    // What was hashed is what is stored, so that nobody has to hash it again.
    const asHashed = (original: StoredObject, made: StoredObject) => {
      const spec = early.get(original)?.spec;
      return spec ? Object.freeze({ ...made, spec }) : made;
    };
    for (const { store, objects } of prepared) {
      const revisions = Array.from({ length: longest }, (_, index) =>
        String(store.revision + 1 + index),
      );
      const own = [...words, ...revisions];
      store.adopt(
        objects.map(({ original, copy }) => asHashed(original, copy(own))),
      );
    }
    copied(member, { renamed: text => tokens.replace(text, words) });
  }
}
