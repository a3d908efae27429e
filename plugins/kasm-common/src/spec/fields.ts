import * as z from 'zod';
import { CLUSTER_NAME, DEPLOYMENT_NAME } from '../names';

const LABEL = '[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?';
const NAMESPACE = new RegExp(`^${LABEL}$`);
/** Labels joined by dots, at most 253 characters. */
const SUBDOMAIN = `(?=[-a-z0-9.]{1,253}$)${LABEL}(\\.${LABEL})*`;
/** At least two labels, the last of which is no number: an address is no domain. */
const DOMAIN = new RegExp(`^(?=.{1,200}$)(${LABEL}\\.)+(?![0-9]+$)${LABEL}$`);
const STORAGE_SIZE = /^[1-9][0-9]{0,5}(Mi|Gi|Ti)$/;
const GO_DURATION = /^[1-9][0-9]{0,5}h$/;
const SIX_FIELD_CRON = /^([0-9A-Za-z*/,?-]{1,40} ){5}[0-9A-Za-z*/,?-]{1,40}$/;
const ENTITY = `(${LABEL}\\/)?[a-zA-Z0-9]([-a-zA-Z0-9_.]{0,61}[a-zA-Z0-9])?`;
const LABEL_KEY =
  /^(?=.{1,317}$)((?=[-a-z0-9.]{1,253}\/)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;

export const clusterName = z
  .string()
  .regex(CLUSTER_NAME, 'must name a configured cluster');

/** Shown to people: anything but what hides or turns round other text. */
export const displayName = z
  .string()
  .regex(
    /^[^\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]{1,63}$/u,
    'must be 1–63 visible characters on one line',
  );

export const systemRef = z
  .string()
  .regex(
    new RegExp(`^(system:)?${ENTITY}$`),
    'must be an entity reference such as system:default/desktops',
  );

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
    new RegExp(`^${SUBDOMAIN}$`),
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
    new RegExp(`^(group|user):${ENTITY}$`),
    'must be an entity reference such as group:default/platform-engineers',
  );

/**
 * Kubernetes label keys and values, as used in node selectors. The library leaves out the key `__proto__`
 * without a word; under another name it is refused like every key that is none.
 */
export const nodeSelector = z.preprocess(
  value =>
    typeof value === 'object' && value && Object.hasOwn(value, '__proto__')
      ? { ...value, '(__proto__)': '' }
      : value,
  z.record(
    z.string().regex(LABEL_KEY, 'must be a label key'),
    z
      .string()
      .regex(
        /^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/,
        'must be a label value',
      ),
  ),
);
