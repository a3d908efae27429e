import { resources } from '@kasm-portal/backstage-plugin-kasm-node';
import type { RunContext } from '../run/RunContext';
import { isKubeError, StepFailure } from '../run/StepFailure';
import { read } from '../run/writing';

const KEY = 'manager-token';

const NO_TOKEN_YET = 'made-with-the-deployment';

/** What no shell, file or YAML takes for anything else; Kasm's own is 26 letters and digits. */
const TOKEN = /^[A-Za-z0-9._~+/=-]{8,256}$/;

/**
 * The token that agents register with: read by name, kept in memory, and never in a message.
 *
 * @throws StepFailure when it is not there
 */
export async function managerToken(run: RunContext): Promise<string> {
  const { namespace, adminSecret } = run.names;
  const where = `Secret ${namespace}/${adminSecret} in cluster ${run.cluster.name}`;
  let text: unknown;
  try {
    const secret = await read(run, resources.secrets, adminSecret, namespace);
    if (!secret && run.dryRun) {
      // a deployment that is itself only tried out has none yet
      return NO_TOKEN_YET;
    }
    text = (secret?.data as Record<string, unknown> | undefined)?.[KEY];
  } catch (error) {
    run.signal.throwIfAborted();
    throw new StepFailure(
      `${where} could not be read${
        isKubeError(error, 'forbidden')
          ? ': allow the writer to get it'
          : `: ${isKubeError(error) ? error.message : 'unknown reason'}`
      }. Agents register with the token in it`,
    );
  }
  const token =
    typeof text === 'string' ? Buffer.from(text, 'base64').toString() : '';
  if (!TOKEN.test(token)) {
    throw new StepFailure(
      `${where} has no usable key ${KEY}, with which agents register: wait until Kasm is installed, or check the Secret`,
    );
  }
  return token;
}
