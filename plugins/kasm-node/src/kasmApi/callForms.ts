import type { KasmApiConfig, KasmApiKey } from '../clusters/KasmConfig';
import type { KasmRequest } from './KasmConnection';
import { kasmCall, type KasmCall } from './kasmCalls';

/** One way of making a call: where, and with the key in which place. */
export interface CallForm {
  method: 'POST' | 'GET';
  path: string;
  key: 'body' | 'header';
}

/**
 * The ways of making a call, in the order in which they are tried. Calls that are not documented are on
 * the pages' own paths in some releases; from 1.19 on some are resources, with the key in the header.
 */
export function callForms(
  name: KasmCall,
  config: Pick<KasmApiConfig, 'path' | 'authentication'>,
): CallForm[] {
  const first = config.path ?? 'public';
  const key = config.authentication === 'basic' ? 'header' : 'body';
  const posts = [first, first === 'public' ? 'admin' : 'public'].map<CallForm>(
    path => ({ method: 'POST', path: `/api/${path}/${name}`, key }),
  );
  const { resource } = kasmCall(name);
  const gets: CallForm[] = resource
    ? [{ method: 'GET', path: `/api/${resource}`, key: 'header' }]
    : [];
  return key === 'header' ? [...gets, ...posts] : [...posts, ...gets];
}

/** A call as it is sent. */
export function callRequest(
  { method, path, key }: CallForm,
  body: object,
  { key: id, secret }: KasmApiKey,
): KasmRequest {
  const inBody = key === 'body' && { api_key: id, api_key_secret: secret };
  return {
    method,
    path,
    ...(method === 'POST' && { body: JSON.stringify({ ...body, ...inBody }) }),
    ...(key === 'header' && {
      authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString(
        'base64',
      )}`,
    }),
  };
}
