/** A pattern, and what the form says instead of showing it. */
function written(pattern: string, rule: string) {
  return {
    type: 'string',
    pattern,
    errorMessage: { pattern: `must be ${rule}` },
  };
}

// They repeat what the spec refuses, so that the form says it first. The action checks again.
export const NAME = written(
  '^[a-z]([-a-z0-9]{0,28}[a-z0-9])?$',
  '1–30 small letters, digits or dashes, beginning with a letter',
);
export const DOMAIN = written(
  '^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)+$',
  'a domain such as example.com, in small letters',
);
export const NAMESPACE = written(
  '^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$',
  '1–63 small letters, digits or dashes',
);
export const OBJECT = written(
  '^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$',
  'the name of a Kubernetes object: small letters, digits, dashes or dots',
);
export const NAMESPACED_OBJECT = written(
  '^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?/[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$',
  'of the form namespace/name',
);
export const LABEL_VALUE = written(
  '^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$',
  'the value of a label: letters, digits, dashes, dots or underscores',
);
export const DATABASE_CLUSTER = written(
  '^[a-z]([-a-z0-9]{0,48}[a-z0-9])?$',
  '1–50 small letters, digits or dashes, beginning with a letter',
);
export const SIZE = written(
  '^[1-9][0-9]{0,5}(Mi|Gi|Ti)$',
  'a size such as 20Gi (Mi, Gi or Ti)',
);
export const HOURS = written('^[1-9][0-9]{0,5}h$', 'whole hours such as 720h');
export const ENTRY_POINT = written(
  '^[a-zA-Z0-9]{1,63}$',
  'the name of an entry point: letters and digits',
);
export const CRON = written(
  '^([0-9A-Za-z*/,?-]{1,40} ){5}[0-9A-Za-z*/,?-]{1,40}$',
  'six fields, seconds first, such as 0 45 2 * * *',
);
export const BUCKET = written(
  '^s3://[a-zA-Z0-9.\\-_/]+$',
  'like s3://bucket/path',
);
export const HTTPS = written(
  '^https://[a-z0-9.\\-:]+$',
  'an https:// address without a path',
);
export const RETENTION = written('^[1-9][0-9]*[dwm]$', 'like 30d, 4w or 3m');
export const STORE_PATH = written(
  '^[A-Za-z0-9]([A-Za-z0-9_./-]{0,251}[A-Za-z0-9_-])?$',
  'a path such as kasm/database',
);
export const IPV4 = written(
  '^((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])$',
  'an IPv4 address such as 10.0.20.11',
);
export const POOL = written(
  '^[a-z]([-a-z0-9]{0,14}[a-z0-9])?$',
  '1–16 small letters, digits or dashes, beginning with a letter',
);
export const SSH_KEY = written(
  '^(ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(256|384|521)) [A-Za-z0-9+/=]{16,2048}( [\\w.@-]{1,128})?$',
  'an OpenSSH public key',
);
