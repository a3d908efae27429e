import { dirname, isAbsolute, relative, resolve } from 'node:path';
import { AuthenticationError } from '@backstage/errors';
import type { RequestOptions } from 'node:https';
import * as z from 'zod';
import type { CredentialConfig } from '../clusters/KasmConfig';
import { serverProblem } from '../clusters/credentialSchema';
import type { Credential, CredentialRules } from './Credential';
import { readCredentialFile, readTokenFile } from './credentialFile';
import { openKubernetesClient } from './kubernetesClient';

type FromFile = Extract<CredentialConfig, { form: 'kubeconfig' }>;

const entries = <T extends z.ZodRawShape>(shape: T) =>
  z.array(z.looseObject({ name: z.string(), ...shape })).default([]);

const optionalText = z.string().nullish();

const kubeconfigSchema = z.looseObject({
  'current-context': optionalText,
  contexts: entries({
    context: z.looseObject({ cluster: z.string(), user: optionalText }),
  }),
  clusters: entries({
    cluster: z.looseObject({
      server: z.string(),
      'certificate-authority': optionalText,
      'insecure-skip-tls-verify': z.boolean().nullish(),
      'proxy-url': optionalText,
    }),
  }),
  users: entries({
    user: z.looseObject({
      token: optionalText,
      tokenFile: optionalText,
      'token-file': optionalText,
      'client-certificate': optionalText,
      'client-key': optionalText,
      exec: z.unknown().optional(),
      'auth-provider': z.unknown().optional(),
    }),
  }),
});

/**
 * Reads one context of a kubeconfig. KubeConfig of client-node sees only the entries of that context,
 * after they have been checked: it would open the files of all the others too.
 */
export async function kubeconfigCredential(
  config: FromFile,
  rules: CredentialRules,
): Promise<Credential> {
  const { owner } = rules;
  const refuse = (what: string): never => {
    throw new AuthenticationError(`The kubeconfig of ${owner} ${what}`);
  };
  const text = await readCredentialFile(owner, 'kubeconfig', config.file);
  const { KubeConfig, loadYaml } = openKubernetesClient();
  let parsed: ReturnType<typeof kubeconfigSchema.safeParse>;
  try {
    parsed = kubeconfigSchema.safeParse(loadYaml(text));
  } catch {
    // The parser's message quotes the file, which holds secrets.
    return refuse('is not YAML; write it again');
  }
  if (!parsed.success) {
    const at = parsed.error.issues[0].path.join('.') || 'the top';
    return refuse(`is malformed at ${at}; write it again`);
  }
  const file = parsed.data;

  const name = config.context ?? file['current-context'];
  if (!name) return refuse('has no current-context; name one in context');
  const context = file.contexts.find(entry => entry.name === name)?.context;
  if (!context) {
    const known = file.contexts.map(entry => entry.name).join(', ');
    return refuse(`has no context "${name}"; use one of: ${known || '(none)'}`);
  }
  const cluster = file.clusters.find(
    entry => entry.name === context.cluster,
  )?.cluster;
  if (!cluster) return refuse(`has no cluster "${context.cluster}"; add it`);
  const user = file.users.find(entry => entry.name === context.user)?.user;
  if (!user) {
    return refuse(
      `has no user for the context "${name}"; add one with a token or a client certificate`,
    );
  }

  const problem = serverProblem(cluster.server);
  if (problem) return refuse(`has a server that ${problem}`);
  if (cluster['insecure-skip-tls-verify'] && isProduction(rules)) {
    return refuse(
      'has insecure-skip-tls-verify, which is refused in production; give certificate-authority-data instead',
    );
  }
  if (cluster['proxy-url']) {
    return refuse('has a proxy-url, which is not supported; remove it');
  }
  if (!rules.allowExec && (user.exec || user['auth-provider'])) {
    const what = user.exec ? 'exec' : 'auth-provider';
    return refuse(
      `runs a program (${what}); use a token, or set kasm.allowExec if you wrote the file yourself`,
    );
  }
  if (user['token-file']) {
    return refuse('has token-file, which kubectl does not know; use tokenFile');
  }
  const folder = resolve(dirname(config.file));
  const locate = (path: string, key: string): string => {
    const absolute = resolve(folder, path);
    const inside = relative(folder, absolute);
    if (!rules.allowExec && (inside.startsWith('..') || isAbsolute(inside))) {
      return refuse(
        `names a file outside its own folder in ${key}; move the file there, or set kasm.allowExec`,
      );
    }
    return absolute;
  };
  for (const key of ['client-certificate', 'client-key'] as const) {
    if (user[key]) locate(user[key], key);
  }
  if (cluster['certificate-authority']) {
    locate(cluster['certificate-authority'], 'certificate-authority');
  }
  // kubectl prefers tokenFile too; client-node ignores it without a word and would go anonymously.
  const token = user.tokenFile
    ? await readTokenFile(owner, locate(user.tokenFile, 'tokenFile'))
    : user.token;

  const kubeConfig = new KubeConfig();
  kubeConfig.loadFromString(
    JSON.stringify({
      'current-context': 'only',
      contexts: [{ name: 'only', context: { cluster: 'only', user: 'only' } }],
      clusters: [{ name: 'only', cluster: asClientNodeWants(cluster) }],
      users: [{ name: 'only', user: { ...user, token } }],
    }),
  );
  kubeConfig.makePathsAbsolute(folder);
  return credentialOf(kubeConfig, cluster.server, owner);
}

/** client-node refuses plain http, which here is for loopback only, unless verification is off. */
function asClientNodeWants(cluster: { server: string }) {
  return cluster.server.startsWith('http:')
    ? { ...cluster, 'insecure-skip-tls-verify': true }
    : cluster;
}

interface Applies {
  applyToHTTPSOptions(options: RequestOptions): Promise<void>;
}

async function credentialOf(
  kubeConfig: Applies,
  server: string,
  owner: string,
): Promise<Credential> {
  const headers: Record<string, string> = {};
  const options: RequestOptions = { headers };
  try {
    await kubeConfig.applyToHTTPSOptions(options);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    throw new AuthenticationError(
      `The kubeconfig of ${owner} cannot be used (${code}); check the files and programs that it names`,
    );
  }
  const pem = (value: unknown) =>
    value === undefined || value === null ? undefined : String(value);
  const tls = {
    ca: pem(options.ca),
    cert: pem(options.cert),
    key: pem(options.key),
    servername: options.servername,
    rejectUnauthorized: options.rejectUnauthorized,
  };
  const lowerCased = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
  if (!lowerCased.authorization && !(tls.cert && tls.key)) {
    throw new AuthenticationError(
      `The kubeconfig of ${owner} has neither a token nor a client certificate; add one`,
    );
  }
  return {
    server: server.replace(/\/+$/, ''),
    tls,
    headers: lowerCased,
  };
}

function isProduction(rules: CredentialRules): boolean {
  return rules.production ?? process.env.NODE_ENV === 'production';
}
