import { askForPromotion } from '../controllers/interventions/askForPromotion';
import { breakBackups } from '../controllers/interventions/breakBackups';
import {
  changeBackupSchedule,
  removeBackupSchedule,
} from '../controllers/interventions/changeBackupSchedule';
import { changeDatabase } from '../controllers/interventions/changeDatabase';
import { crowdDatabase } from '../controllers/interventions/crowdDatabase';
import {
  bucketSecret,
  passwordSecret,
} from '../controllers/interventions/databaseParts';
import { failHealthCheck } from '../controllers/interventions/failHealthCheck';
import { fillDatabaseDisk } from '../controllers/interventions/fillDatabaseDisk';
import { gatherDatabase } from '../controllers/interventions/gatherDatabase';
import type { Heal } from '../controllers/interventions/Heal';
import { hideArchiverPlugin } from '../controllers/interventions/hideArchiverPlugin';
import { holdFailover } from '../controllers/interventions/holdFailover';
import { keepInstanceDown } from '../controllers/interventions/keepInstanceDown';
import { killPrimary } from '../controllers/interventions/killPrimary';
import type { Place } from '../controllers/interventions/Place';
import { recreateDatabase } from '../controllers/interventions/recreateDatabase';
import { removeSecret } from '../controllers/interventions/removeSecret';
import { stopDatabase } from '../controllers/interventions/stopDatabase';
import { stopDatabaseOperator } from '../controllers/interventions/stopDatabaseOperator';
import type { Controllers } from '../controllers/startControllers';
import type { DeploymentFault } from './DeploymentFault';

const POSTGRES = 'ghcr.io/cloudnative-pg/postgresql';

/** A fault of one deployment's database. */
const fault = (
  id: string,
  title: string,
  description: string,
  intervene: (controllers: Controllers, database: Place) => Heal,
): DeploymentFault => ({
  id,
  title,
  description,
  inject: (controllers, hit) => ({
    heal: intervene(controllers, hit.database()),
  }),
});

/** What goes wrong with PostgreSQL and its operator. */
export const databaseFaults: DeploymentFault[] = [
  {
    id: 'database-operator-missing',
    title: 'Database operator stopped',
    description:
      'CloudNativePG’s operator is scaled to nothing: databases go on, and nobody looks after them.',
    // One operator serves every deployment of the cluster.
    shared: true,
    inject: controllers => ({ heal: stopDatabaseOperator(controllers) }),
  },
  fault(
    'database-password-unset',
    'Database password missing',
    'The Secret with Kasm’s password is gone from the namespace of the database.',
    (controllers, database) =>
      removeSecret(controllers, passwordSecret(controllers, database)),
  ),
  fault(
    'database-bootstrap-stuck',
    'Database made again on its old archive',
    'The database is deleted and made again with the archive of the old one, and is refused for it.',
    (controllers, database) => {
      bucketSecret(controllers, database);
      return recreateDatabase(controllers, database, {
        keepsData: false,
        keepsArchive: false,
      });
    },
  ),
  fault(
    'database-bootstrap-stuck.locale',
    'Database made again with an unknown locale',
    'The database is deleted and made again with a locale that its image lacks.',
    (controllers, database) =>
      recreateDatabase(controllers, database, {
        keepsData: false,
        keepsArchive: true,
        change: spec => {
          spec.imageName = `${POSTGRES}:14-minimal-bookworm`;
          spec.bootstrap.initdb.localeCollate = 'en_US.UTF-8';
          spec.bootstrap.initdb.localeCType = 'en_US.UTF-8';
        },
      }),
  ),
  {
    id: 'database-needs-hands',
    title: 'Archiving plugin not found',
    description:
      'CloudNativePG no longer finds its archiving plugin and stops at every database that wants it.',
    // One plugin serves every deployment of the cluster.
    shared: true,
    inject: controllers => ({ heal: hideArchiverPlugin(controllers) }),
  },
  fault(
    'database-needs-hands.user-action',
    'Database waits for a promotion',
    'A restart of the database waits until somebody promotes another primary.',
    askForPromotion,
  ),
  fault(
    'database-needs-hands.image-catalog',
    'Image catalog missing',
    'The database takes its image from a catalog that is not there.',
    (controllers, database) =>
      changeDatabase(controllers, database, {
        spec: {
          imageName: undefined,
          imageCatalogRef: {
            apiGroup: 'postgresql.cnpg.io',
            kind: 'ClusterImageCatalog',
            name: 'postgresql-standard-bookworm',
            major: 14,
          },
        },
      }),
  ),
  fault(
    'database-down',
    'Database down',
    'No instance of the database finds a node.',
    stopDatabase,
  ),
  {
    id: 'database-failover',
    title: 'Database primary lost',
    description:
      'The primary of the database goes down and another instance takes over; that mends itself.',
    inject: (controllers, hit) => ({
      // It mends itself.
      heal: () => {},
      isOver: killPrimary(controllers, hit.database()),
    }),
  },
  fault(
    'database-failover.stuck',
    'Database failover stuck',
    'The primary of the database goes down and nobody takes over.',
    holdFailover,
  ),
  fault(
    'database-degraded',
    'Database replica lost',
    'One replica of the database stays down.',
    keepInstanceDown,
  ),
  fault(
    'database-stopped',
    'Database hibernated',
    'The database is hibernated: its pods are gone and its volumes stay.',
    (controllers, database) =>
      changeDatabase(controllers, database, {
        annotations: { 'cnpg.io/hibernation': 'on' },
      }),
  ),
  fault(
    'database-stopped.fenced',
    'Database fenced',
    'Every instance of the database is fenced: its pods run and PostgreSQL does not.',
    (controllers, database) =>
      changeDatabase(controllers, database, {
        annotations: { 'cnpg.io/fencedInstances': '["*"]' },
      }),
  ),
  fault(
    'database-stopped.unattended',
    'Database left alone',
    'The operator is told to leave the database alone.',
    (controllers, database) =>
      changeDatabase(controllers, database, {
        annotations: { 'cnpg.io/reconciliationLoop': 'disabled' },
      }),
  ),
  fault(
    'database-disk',
    'Database disk full',
    'The disk of the database’s primary is full, and PostgreSQL does not run without room.',
    fillDatabaseDisk,
  ),
  fault(
    'database-archiving-failing',
    'Database not archived',
    'The credentials of the archive’s bucket are gone, so that WAL is no longer archived.',
    (controllers, database) =>
      removeSecret(controllers, bucketSecret(controllers, database)),
  ),
  fault(
    'database-backup-stale',
    'Database backups fail',
    'Backups of the database fail from now on, beginning with one that is taken at once.',
    breakBackups,
  ),
  fault(
    'database-backup-misconfigured',
    'Database backups suspended',
    'The schedule of the database’s backups is suspended.',
    (controllers, database) =>
      changeBackupSchedule(controllers, database, { suspend: true }),
  ),
  fault(
    'database-backup-misconfigured.schedule',
    'Database backups at the wrong time',
    'The schedule of the database’s backups has five fields, which mean something else than intended.',
    (controllers, database) =>
      changeBackupSchedule(controllers, database, { schedule: '45 2 * * *' }),
  ),
  fault(
    'database-backup-misconfigured.none',
    'Database backups not scheduled',
    'The schedule of the database’s backups is deleted.',
    removeBackupSchedule,
  ),
  {
    id: 'database-connections-exhausted',
    title: 'Database connections used up',
    description:
      'Every connection of the database is taken: who comes then is refused, and the API is not ready.',
    inject: (controllers, hit) => {
      const heals = [
        failHealthCheck(controllers, { ...hit.release(), component: 'api' }),
        crowdDatabase(controllers, hit.database()),
      ];
      return { heal: () => heals.forEach(heal => heal()) };
    },
  },
  fault(
    'database-major-end-of-life',
    'Database too old',
    'The database is run by PostgreSQL 13, which is past its end of life.',
    (controllers, database) =>
      recreateDatabase(controllers, database, {
        keepsData: true,
        keepsArchive: true,
        change: spec => {
          spec.imageName = `${POSTGRES}:13-standard-bookworm`;
        },
      }),
  ),
  fault(
    'database-not-spread',
    'Database on one node',
    'Every instance of the database moves to the node of its primary.',
    gatherDatabase,
  ),
];
