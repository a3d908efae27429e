import type { StoredObject } from '../../../apiserver/ClusterStore';
import { DEFAULT_IMAGE } from '../operandImage';

/** Settings of PostgreSQL that the operator writes into every Cluster where nobody has chosen. */
const PARAMETERS: Record<string, string> = {
  archive_mode: 'on',
  archive_timeout: '5min',
  dynamic_shared_memory_type: 'posix',
  full_page_writes: 'on',
  log_destination: 'csvlog',
  log_directory: '/controller/log',
  log_filename: 'postgres',
  log_rotation_age: '0',
  log_rotation_size: '0',
  log_truncate_on_rotation: 'false',
  logging_collector: 'on',
  max_parallel_workers: '32',
  max_replication_slots: '32',
  max_worker_processes: '32',
  shared_memory_type: 'mmap',
  shared_preload_libraries: '',
  ssl_max_protocol_version: 'TLSv1.3',
  ssl_min_protocol_version: 'TLSv1.3',
  wal_keep_size: '512MB',
  wal_level: 'logical',
  wal_log_hints: 'on',
  wal_receiver_timeout: '5s',
  wal_sender_timeout: '5s',
};

/** Fills in what CloudNativePG's webhook fills in. Changes the object it is given. */
export function defaultCluster({ spec }: StoredObject): void {
  if (!spec) {
    return;
  }
  if (!spec.imageCatalogRef) {
    spec.imageName ??= DEFAULT_IMAGE;
  }
  spec.bootstrap ??= {};
  const { recovery, pg_basebackup: copy } = spec.bootstrap;
  if (!recovery && !copy) {
    spec.bootstrap.initdb ??= {};
    const { initdb } = spec.bootstrap;
    initdb.database ??= 'app';
    initdb.owner ??= initdb.database;
    initdb.encoding ??= 'UTF8';
    if (!initdb.locale) {
      initdb.localeCollate ??= 'C';
      initdb.localeCType ??= 'C';
    }
  }
  spec.affinity ??= {};
  if (spec.affinity.enablePodAntiAffinity !== false) {
    spec.affinity.podAntiAffinityType ??= 'preferred';
  }
  spec.postgresql ??= {};
  spec.postgresql.parameters = {
    ...PARAMETERS,
    ...spec.postgresql.parameters,
  };
  spec.monitoring ??= {};
  if (spec.monitoring.disableDefaultQueries !== true) {
    spec.monitoring.customQueriesConfigMap ??= [
      { key: 'queries', name: 'cnpg-default-monitoring' },
    ];
  }
  spec.resources ??= {};
}
