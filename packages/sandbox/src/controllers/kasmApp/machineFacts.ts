import { parse } from 'yaml';
import type { ClusterStore, StoredObject } from '../../apiserver/ClusterStore';

const UNITS: Record<string, number> = {
  '': 1,
  K: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  Ki: 1024,
  Mi: 1024 ** 2,
  Gi: 1024 ** 3,
  Ti: 1024 ** 4,
};
const DEFAULT_MEMORY = '8Gi';
const DEFAULT_DISK = '100Gi';

/** A Kubernetes quantity in bytes. */
export function bytes(quantity: string): number {
  const [, number, unit] = /^([\d.]+)([KMGT]?i?)$/.exec(quantity) ?? [];
  return Math.round(Number(number ?? 0) * (UNITS[unit ?? ''] ?? 1));
}

/** How large an agent's machine is. */
export function machineSize(machine: StoredObject) {
  const { domain = {} } = machine.spec.template?.spec ?? {};
  const { cpu = {}, memory, resources } = domain;
  const [disk] = JSON.parse(
    machine.metadata.annotations?.['harvesterhci.io/volumeClaimTemplates'] ??
      '[]',
  );
  return {
    cores: (cpu.cores ?? 1) * (cpu.sockets ?? 1) * (cpu.threads ?? 1),
    memory: bytes(
      memory?.guest ??
        resources?.limits?.memory ??
        resources?.requests?.memory ??
        DEFAULT_MEMORY,
    ),
    disk: bytes(disk?.spec?.resources?.requests?.storage ?? DEFAULT_DISK),
  };
}

/** What cloud-init is told about Kasm's installer, as far as it says so. */
export interface InstallerFacts {
  /** `-p`: the address under which the agent registers. */
  address?: string;
  /** `-m`: the host of the Kasm it belongs to. */
  manager?: string;
  /** `-M`: the token with which it registers. */
  token?: string;
  /** Of the release that is downloaded. */
  version?: string;
}

function userData(harvester: ClusterStore, machine: StoredObject): string {
  const { namespace } = machine.metadata;
  const volumes: any[] = machine.spec.template?.spec?.volumes ?? [];
  const source = volumes
    .map(each => each.cloudInitNoCloud ?? each.cloudInitConfigDrive)
    .find(Boolean);
  const decode = (text: string | undefined) =>
    Buffer.from(text ?? '', 'base64').toString();
  const secretName = (source?.secretRef ?? source?.userDataSecretRef)?.name;
  if (secretName) {
    const { data = {} } = harvester.get('secrets', namespace, secretName) ?? {};
    return decode(data.userdata ?? data.userData);
  }
  return source?.userData ?? decode(source?.userDataBase64);
}

/** Files that cloud-init writes, by path, and what it then runs. */
interface Written {
  files: Map<string, string>;
  runs: string;
}

const NOTHING: Written = { files: new Map(), runs: '' };

/** Reading YAML takes long, and the same text is looked at whenever its Kasm is. */
const written = new Map<string, Written>();
const KEPT = 256;

function writtenBy(text: string): Written {
  if (!text.includes('write_files')) return NOTHING;
  const known = written.get(text);
  if (known) return known;
  if (written.size >= KEPT) written.clear();
  const made = readWritten(text);
  written.set(text, made);
  return made;
}

function readWritten(text: string): Written {
  try {
    const { write_files: files, runcmd } = parse(text, { version: '1.1' });
    return {
      files: new Map(
        (Array.isArray(files) ? files : []).map(({ path, content }) => [
          String(path),
          String(content ?? ''),
        ]),
      ),
      runs: JSON.stringify(runcmd ?? []),
    };
  } catch {
    // A guest ignores what it cannot read.
    return NOTHING;
  }
}

/** The script that is run and calls the installer: one that cloud-init wrote, else the text itself. */
function installing(text: string, { files, runs }: Written): string {
  for (const [path, content] of files) {
    if (content.includes('install.sh') && runs.includes(path)) return content;
  }
  return text;
}

/** What a script's variable holds, when that is the content of a file which cloud-init wrote. */
function variable(
  script: string,
  name: string,
  { files }: Written,
): string | undefined {
  const [, path] =
    new RegExp(`^\\s*${name}="?\\$\\(cat ([^\\s)"']+)\\)"?$`, 'm').exec(
      script,
    ) ?? [];
  return path === undefined ? undefined : files.get(path)?.trim();
}

/** Reads the installer's line in a machine's user data, as the shell there would. */
export function installerFacts(
  harvester: ClusterStore,
  machine: StoredObject,
): InstallerFacts {
  const text = userData(harvester, machine);
  const version = /kasm_release_(\d+\.\d+\.\d+)/.exec(text)?.[1];
  const files = writtenBy(text);
  const script = installing(text, files);
  const line = /install\.sh[^\n]*/.exec(script)?.[0] ?? '';
  const option = (letter: string) => {
    const value = new RegExp(`[\\s'"]-${letter}[\\s'",]+([^\\s'",\\]]+)`).exec(
      line,
    )?.[1];
    // Of other variables of the shell nothing is known.
    return value?.startsWith('$')
      ? variable(script, value.replace(/\W/g, ''), files)
      : value;
  };
  return {
    version,
    address: option('p') || undefined,
    manager: option('m') || undefined,
    token: option('M'),
  };
}
