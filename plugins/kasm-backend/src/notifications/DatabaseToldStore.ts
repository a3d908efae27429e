import type { NotificationSeverity } from '@backstage/plugin-notifications-common';
import type { Knex } from 'knex';
import type { Told, ToldStore } from './Told';

const TABLE = 'notices_told';

/** Of deployments that never got well: they are gone, or nobody minds. */
const KEPT = 90 * 24 * 60 * 60 * 1000;

interface Row {
  ref: string;
  severity: NotificationSeverity;
  /** JSON. */
  findings: string;
  told_at: number | string;
}

/**
 * Remembers in the plugin's database. What is well has no row.
 *
 * @internal
 */
export class DatabaseToldStore implements ToldStore {
  constructor(
    private readonly options: {
      /** Undefined while the database is not open. */
      client: () => Knex | undefined;
      now?: () => number;
    },
  ) {}

  get ready(): boolean {
    return this.options.client() !== undefined;
  }

  async all(): Promise<Map<string, Told>> {
    await this.table()
      .where('told_at', '<', this.now() - KEPT)
      .delete();
    const rows = await this.table().select();
    return new Map(
      rows.map(({ ref, severity, findings }) => [
        ref,
        { severity, keys: JSON.parse(findings) },
      ]),
    );
  }

  async put(ref: string, { severity, keys }: Told): Promise<void> {
    if (severity === undefined) {
      await this.table().where({ ref }).delete();
      return;
    }
    await this.table()
      .insert({
        ref,
        severity,
        findings: JSON.stringify(keys),
        told_at: this.now(),
      })
      .onConflict('ref')
      .merge();
  }

  private table() {
    const client = this.options.client();
    if (!client) {
      throw new Error('the database is not open');
    }
    return client<Row>(TABLE);
  }

  private now(): number {
    return (this.options.now ?? Date.now)();
  }
}
