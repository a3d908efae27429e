import * as z from 'zod';
import { flag } from './fromText';
import type { CredentialConfig } from './KasmConfig';

const LOOPBACK = /^(127(\.\d{1,3}){3}|localhost|\[::1\])$/;

const FORMS =
  'must have exactly one of kubeconfigFile, server or inCluster; keep the one that you use';

const text = z
  .string('must be a text; put quotes around it')
  .min(1, 'is empty; give it a value or remove it');

const fields = z.strictObject({
  kubeconfigFile: text.optional(),
  context: text.optional(),
  server: text.optional(),
  ca: text.optional(),
  caFile: text.optional(),
  token: text.optional(),
  tokenFile: text.optional(),
  inCluster: flag.optional(),
});

type Fields = z.infer<typeof fields>;

/** True for addresses to which plain HTTP does not leave the machine. */
export function isLoopback(host: string): boolean {
  return LOOPBACK.test(host);
}

/** What is wrong with a server address; undefined when nothing is. */
export function serverProblem(server: string): string | undefined {
  let url: URL;
  try {
    url = new URL(server);
  } catch {
    return 'must be an address such as https://rke2.example.com:6443';
  }
  if (url.username || url.password) {
    return 'must not contain a user or password; use token or tokenFile';
  }
  if (url.protocol === 'http:' && isLoopback(url.hostname)) return undefined;
  if (url.protocol !== 'https:') {
    return 'must begin with https://; plain http:// is for loopback only';
  }
  return undefined;
}

function problemsOf(value: Fields): Array<[path: string[], message: string]> {
  const problems: Array<[string[], string]> = [];
  const forms = [
    value.kubeconfigFile,
    value.server,
    value.inCluster || undefined,
  ];
  if (forms.filter(form => form !== undefined).length !== 1) {
    return [[[], FORMS]];
  }
  const stray = (keys: Array<keyof Fields>, form: string) =>
    keys
      .filter(key => value[key] !== undefined)
      .forEach(key =>
        problems.push([[key], `does not go with ${form}; remove one of them`]),
      );
  if (value.server === undefined) {
    const form = value.inCluster ? 'inCluster' : 'kubeconfigFile';
    stray(['ca', 'caFile', 'token', 'tokenFile'], form);
  } else {
    const problem = serverProblem(value.server);
    if (problem) problems.push([['server'], problem]);
    if ((value.token === undefined) === (value.tokenFile === undefined)) {
      problems.push([[], 'must have either token or tokenFile beside server']);
    }
    if (value.ca !== undefined && value.caFile !== undefined) {
      problems.push([['caFile'], 'does not go with ca; remove one of them']);
    }
  }
  if (value.kubeconfigFile === undefined) {
    stray(['context'], value.server ? 'server' : 'inCluster');
  }
  return problems;
}

function formOf(value: Fields): CredentialConfig {
  if (value.kubeconfigFile !== undefined) {
    const { kubeconfigFile: file, context } = value;
    return { form: 'kubeconfig', file, context };
  }
  if (value.server !== undefined) {
    const { server, ca, caFile, token, tokenFile } = value;
    return { form: 'direct', server, ca, caFile, token, tokenFile };
  }
  return { form: 'inCluster' };
}

/** One of the three forms of a credential. */
export const credentialSchema = fields
  .superRefine((value, context) => {
    for (const [path, message] of problemsOf(value)) {
      context.addIssue({ code: 'custom', path, message });
    }
  })
  .transform(formOf);
