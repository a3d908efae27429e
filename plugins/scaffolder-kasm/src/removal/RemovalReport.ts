import type { JsonObject } from '@backstage/types';
import { describeObject, type ObjectName } from '../run/WriteRecord';
import { removalCommand } from './removalCommand';

/** Something of a deployment that stays. */
export interface Kept {
  object: ObjectName & { apiVersion: string };
  /** One clause. */
  why: string;
  /** The command that removes it, where deleting it is not what is meant. */
  remove?: string;
}

/** What a removal took away and what it left, in the order it came to them. */
export class RemovalReport {
  private readonly gone: ObjectName[] = [];
  private readonly stays = new Map<string, Kept>();
  private readonly told: JsonObject[] = [];

  constructor(
    /** kubectl's name of the cluster. */
    private readonly context: string,
  ) {}

  removed(object: ObjectName): void {
    this.gone.push(object);
    this.stays.delete(describeObject(object));
  }

  kept(object: Kept['object'], why: string, remove?: string): void {
    this.stays.set(describeObject(object), {
      object,
      why,
      ...(remove && { remove }),
    });
  }

  /** Something that stays and is no object of this cluster. */
  keptElsewhere(what: string, why: string, remove: string): void {
    this.told.push({ object: what, why, remove });
  }

  hasRemoved(object: ObjectName): boolean {
    const wanted = describeObject(object);
    return this.gone.some(one => describeObject(one) === wanted);
  }

  allRemoved(): string[] {
    return this.gone.map(describeObject);
  }

  allKept(): Kept[] {
    return [...this.stays.values()];
  }

  /** For the action's output: what, why, and the command that removes it. */
  keptOutput(): JsonObject[] {
    return [
      ...this.allKept().map(({ object, why, remove }) => ({
        object: describeObject(object),
        why,
        remove: remove ?? removalCommand(this.context, object),
      })),
      ...this.told,
    ];
  }
}
