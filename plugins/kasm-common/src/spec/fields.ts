import * as z from 'zod';
import { DEPLOYMENT_NAME } from '../names';

const NAMESPACE = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
const DOMAIN =
  /^(?=.{1,200}$)[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?(\.[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)+$/;
const STORAGE_SIZE = /^[1-9][0-9]{0,5}(Mi|Gi|Ti)$/;
const GO_DURATION = /^[1-9][0-9]{0,5}h$/;
const SIX_FIELD_CRON = /^([0-9A-Za-z*/,?-]{1,40} ){5}[0-9A-Za-z*/,?-]{1,40}$/;
const ENTITY_REF =
  /^(group|user):([a-z0-9-]+\/)?[a-zA-Z0-9]([-a-zA-Z0-9_.]{0,61}[a-zA-Z0-9])?$/;

export const deploymentName = z
  .string()
  .regex(
    DEPLOYMENT_NAME,
    'must be 1–30 lower-case letters, digits or hyphens, starting with a letter',
  );

export const namespaceName = z
  .string()
  .regex(
    NAMESPACE,
    'must be 1–63 lower-case letters, digits or hyphens, as Kubernetes wants it',
  );

/** Names of objects that others derive from, such as `<pg>-rw`. */
export const databaseClusterName = z
  .string()
  .regex(
    /^[a-z]([-a-z0-9]{0,48}[a-z0-9])?$/,
    'must be 1–50 lower-case letters, digits or hyphens, starting with a letter',
  );

export const objectName = z
  .string()
  .regex(
    /^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/,
    'must be lower-case letters, digits, hyphens or dots, as Kubernetes wants it',
  );

export const domainName = z
  .string()
  .regex(DOMAIN, 'must be a domain such as example.com, in lower case');

export const storageSize = z
  .string()
  .regex(STORAGE_SIZE, 'must be a size such as 20Gi (Mi, Gi or Ti)');

export const hours = z
  .string()
  .regex(GO_DURATION, 'must be whole hours such as 720h');

export const backupSchedule = z
  .string()
  .regex(
    SIX_FIELD_CRON,
    'must have six fields, seconds first, such as "0 45 2 * * *"',
  );

export const ownerRef = z
  .string()
  .regex(
    ENTITY_REF,
    'must be an entity reference such as group:default/platform-engineers',
  );

/** Kubernetes label keys and values, as used in node selectors. */
export const nodeSelector = z.record(
  z
    .string()
    .regex(
      /^([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?\/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/,
      'must be a label key',
    ),
  z
    .string()
    .regex(
      /^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/,
      'must be a label value',
    ),
);
