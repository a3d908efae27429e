import type { StoredObject } from '../../apiserver/ClusterStore';
import { goDuration, goDurationText } from '../machinery/goDuration';
import { GROUP } from './certificateResources';

const LONGEST_COMMON_NAME = 64;
const HOUR = 3_600_000;
const SHORTEST_RENEWAL = 300_000;

function duration(text: string | undefined): number | undefined {
  return text === undefined ? undefined : goDuration(text);
}

const invalid = (field: string, value: string, why: string) =>
  `${field}: Invalid value: ${value}: ${why}`;

function issuerProblems(path: string, reference: any = {}): string[] {
  const { name, kind, group } = reference;
  const isOurs = !group || group === GROUP;
  return [
    ...(name ? [] : [`${path}.name: Required value: must be specified`]),
    ...(isOurs && kind && !['Issuer', 'ClusterIssuer'].includes(kind)
      ? [
          invalid(
            `${path}.kind`,
            JSON.stringify(kind),
            'must be one of Issuer or ClusterIssuer',
          ),
        ]
      : []),
  ];
}

function timeProblems(spec: any): string[] {
  const asked = duration(spec.duration);
  const whole = asked ?? duration('2160h')!;
  const before = duration(spec.renewBefore);
  const text = goDurationText;
  return [
    ...(asked !== undefined && asked < HOUR
      ? [
          invalid(
            'spec.duration',
            `"${text(asked)}"`,
            `certificate duration must be greater than ${text(HOUR)}`,
          ),
        ]
      : []),
    ...(before !== undefined && spec.renewBeforePercentage !== undefined
      ? [
          invalid(
            'spec.renewBefore',
            `"${text(before)}"`,
            'renewBefore and renewBeforePercentage are mutually exclusive and cannot both be set',
          ),
        ]
      : []),
    ...(before !== undefined && before < SHORTEST_RENEWAL
      ? [
          invalid(
            'spec.renewBefore',
            `"${text(before)}"`,
            `certificate renewBefore must be greater than ${text(
              SHORTEST_RENEWAL,
            )}`,
          ),
        ]
      : []),
    ...(before !== undefined && before >= whole
      ? [
          invalid(
            'spec.renewBefore',
            `"${text(before)}"`,
            `certificate duration ${text(
              whole,
            )} must be greater than renewBefore ${text(before)}`,
          ),
        ]
      : []),
  ];
}

/** What cert-manager's webhook has against a Certificate. */
export function certificateProblems({ spec = {} }: StoredObject): string[] {
  const names = [
    spec.dnsNames,
    spec.ipAddresses,
    spec.uris,
    spec.emailAddresses,
    spec.otherNames,
  ];
  const { commonName = '' } = spec;
  return [
    ...(spec.secretName
      ? []
      : ['spec.secretName: Required value: must be specified']),
    ...issuerProblems('spec.issuerRef', spec.issuerRef),
    ...(commonName || spec.literalSubject || names.some(list => list?.length)
      ? []
      : [
          invalid(
            'spec',
            '""',
            'at least one of commonName (from the commonName field or from a literalSubject), dnsNames, uriSANs, ipAddresses, emailSANs or otherNames must be set',
          ),
        ]),
    ...(Buffer.byteLength(commonName) > LONGEST_COMMON_NAME
      ? [
          `spec.commonName: Too long: may not be more than ${LONGEST_COMMON_NAME} bytes`,
        ]
      : []),
    ...timeProblems(spec),
  ];
}

/** What it has against an issuer. */
export function issuerConfigProblems({ spec = {} }: StoredObject): string[] {
  const kinds = ['acme', 'ca', 'vault', 'selfSigned', 'venafi'].filter(
    kind => spec[kind],
  );
  if (kinds.length !== 1) {
    return kinds.length === 0
      ? ['spec: Required value: at least one issuer must be configured']
      : [
          `spec.${kinds[1]}: Forbidden: may not specify more than one issuer type`,
        ];
  }
  const { vault, ca } = spec;
  return [
    ...(ca && !ca.secretName ? ['spec.ca.secretName: Required value'] : []),
    ...(vault && !vault.server ? ['spec.vault.server: Required value'] : []),
    ...(vault && !vault.path ? ['spec.vault.path: Required value'] : []),
  ];
}

/** What it has against a request. */
export const requestProblems = ({ spec = {} }: StoredObject): string[] => [
  ...issuerProblems('spec.issuerRef', spec.issuerRef),
  ...(spec.request ? [] : ['spec.request: Required value: must be specified']),
];

/** Kubernetes' way to say several things at once. */
export const together = (problems: string[]) =>
  problems.length === 1 ? problems[0] : `[${problems.join(', ')}]`;
