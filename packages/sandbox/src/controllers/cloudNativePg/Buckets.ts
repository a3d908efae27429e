import type { Contents } from './DatabaseContents';

/** One base backup in a bucket. */
export interface StoredBackup {
  id: string;
  /** When it was done. */
  at: Date;
  contents: Contents;
}

/** What is below one server name of a path in a bucket. */
export interface Archive {
  /** The uid of the Cluster that writes here. */
  writer: string;
  backups: StoredBackup[];
}

/**
 * The object storage behind the databases. It outlives them: who comes later with the same path and
 * server name finds what was left there.
 */
export class Buckets {
  private readonly archives = new Map<string, Archive>();

  /** @param place - path and server name, see `archivePlace` */
  get(place: string): Archive | undefined {
    return this.archives.get(place);
  }

  /** The archive a Cluster writes to, made when there is none. */
  open(place: string, writer: string): Archive {
    const known = this.archives.get(place);
    if (known) {
      return known;
    }
    const archive = { writer, backups: [] };
    this.archives.set(place, archive);
    return archive;
  }

  /** The archives that a Cluster writes to. */
  placesOf(writer: string): string[] {
    return [...this.archives]
      .filter(([, archive]) => archive.writer === writer)
      .map(([place]) => place);
  }

  /** Puts what is in one place into another as well, for a Cluster that is a copy. */
  copy(from: string, to: string, writer: string): void {
    const archive = this.archives.get(from);
    if (archive) {
      this.archives.set(to, { writer, backups: [...archive.backups] });
    }
  }

  /** Lets another Cluster go on with an archive, when there is one. */
  handOver(place: string, writer: string): void {
    const archive = this.archives.get(place);
    if (archive) {
      archive.writer = writer;
    }
  }
}
