import {
  KasmRefusal,
  type KasmInstallation,
} from '../../controllers/kasmApp/KasmInstallation';
import { json, type Reply } from '../Reply';
import { agentCalls } from './agentCalls';
import { keyOf } from './apiKeys';
import type { Asked, Call } from './Call';
import { erraticReply, serverError } from './erratic';
import { imageCalls } from './imageCalls';
import { basicKey, restApi, speaksRest } from './restApi';
import { scalingCalls } from './scalingCalls';
import { sessionCalls } from './sessionCalls';
import { settingCalls } from './settingCalls';
import { userCalls } from './userCalls';
import { zoneCalls } from './zoneCalls';

/** What of a request the API looks at. */
export interface ApiRequest {
  method: string;
  /** Below `/api/`, without query. */
  path: string;
  authorization?: string;
  body: string;
}

const CALLS: Record<string, Call> = {
  ...zoneCalls,
  ...imageCalls,
  ...sessionCalls,
  ...agentCalls,
  ...userCalls,
  ...scalingCalls,
  ...settingCalls,
};

/** Keys are taken on the pages' own paths as well. */
const CALL = /^\/api\/(?:public|admin)\/([a-z_]+)$/;

const UNAUTHORIZED = json(403, { error_message: 'Unauthorized' });

/**
 * The API of one Kasm, as 1.18.1 has it: `POST` with the key in the body, refusals with 200 and an
 * `error_message`. From 1.19 on the key may be in the header instead, and zones are resources too.
 * Undefined for what Kasm does not know: the web server then gives its page.
 *
 * @param kasm - undefined while the API cannot use its database
 */
export function developerApi(
  request: ApiRequest,
  kasm: KasmInstallation | undefined,
  now: Date,
): Reply | undefined {
  const rest =
    kasm && speaksRest(kasm.version) ? restApi(kasm, request) : undefined;
  if (rest) return rest;
  const name = CALL.exec(request.path)?.[1];
  if (!name || request.method !== 'POST' || !Object.hasOwn(CALLS, name)) {
    return undefined;
  }
  if (!kasm) return serverError();
  const asked = parsed(request.body);
  if (!asked) return json(400, { error_message: 'Invalid request' });
  return erraticReply(kasm) ?? reply(CALLS[name], request, asked, kasm, now);
}

function parsed(body: string): Asked | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? value
      : undefined;
  } catch {
    return undefined;
  }
}

function reply(
  call: Call,
  request: ApiRequest,
  asked: Asked,
  kasm: KasmInstallation,
  now: Date,
): Reply {
  const key =
    keyOf(asked.api_key, asked.api_key_secret) ??
    (speaksRest(kasm.version) ? basicKey(request.authorization) : undefined);
  if (
    kasm.keysExpired ||
    !key?.may(call.permission) ||
    (call.changes && key.readOnly)
  ) {
    return UNAUTHORIZED;
  }
  try {
    const answer = call.answer(kasm, asked, now);
    // What was changed shows at once.
    if (call.changes) kasm.settle();
    return json(200, answer);
  } catch (error) {
    if (error instanceof KasmRefusal) {
      return json(200, { error_message: error.message });
    }
    throw error;
  }
}
