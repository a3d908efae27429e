import type {
  Check,
  Health,
  PartState,
  Severity,
  SourceState,
} from '@kasm-portal/backstage-plugin-kasm-common';
import type SvgIcon from '@material-ui/core/SvgIcon';
import Autorenew from '@material-ui/icons/Autorenew';
import Block from '@material-ui/icons/Block';
import Cancel from '@material-ui/icons/Cancel';
import CheckCircle from '@material-ui/icons/CheckCircle';
import HelpOutline from '@material-ui/icons/HelpOutline';
import InfoOutlined from '@material-ui/icons/InfoOutlined';
import PauseCircleOutline from '@material-ui/icons/PauseCircleOutline';
import RemoveCircleOutline from '@material-ui/icons/RemoveCircleOutline';
import ReportProblemOutlined from '@material-ui/icons/ReportProblemOutlined';
import Schedule from '@material-ui/icons/Schedule';
import Warning from '@material-ui/icons/Warning';
import type { Tone } from './tone';

/**
 * How a state is shown: always by word, icon and colour together.
 *
 * @internal
 */
export interface Look {
  word: string;
  tone: Tone;
  Icon: typeof SvgIcon;
}

const look = (word: string, tone: Tone, Icon: typeof SvgIcon): Look => ({
  word,
  tone,
  Icon,
});

/** @internal */
export const UNKNOWN = look('Unknown', 'off', HelpOutline);

/** @internal */
export const healthLook: Record<Health, Look> = {
  healthy: look('Healthy', 'good', CheckCircle),
  progressing: look('Progressing', 'busy', Autorenew),
  degraded: look('Degraded', 'warn', Warning),
  down: look('Down', 'bad', Cancel),
  unknown: UNKNOWN,
};

/** @internal */
export const severityLook: Record<Severity, Look> = {
  critical: look('Critical', 'bad', Cancel),
  error: look('Error', 'warn', Warning),
  warning: look('Warning', 'warn', ReportProblemOutlined),
  info: look('Note', 'off', InfoOutlined),
};

/** @internal */
export const partLook: Record<PartState, Look> = {
  ok: look('OK', 'good', CheckCircle),
  progressing: look('Progressing', 'busy', Autorenew),
  failing: look('Failing', 'bad', Cancel),
  stopped: look('Stopped', 'off', PauseCircleOutline),
  missing: look('Missing', 'bad', RemoveCircleOutline),
  unknown: UNKNOWN,
};

/** @internal */
export const sourceLook: Record<SourceState, Look> = {
  ok: look('OK', 'good', CheckCircle),
  empty: look('Empty', 'good', CheckCircle),
  notInstalled: look('Not installed', 'warn', RemoveCircleOutline),
  notConfigured: look('Not configured', 'off', RemoveCircleOutline),
  forbidden: look('Forbidden', 'warn', Block),
  unauthenticated: look('Sign-in refused', 'warn', Block),
  unreachable: look('Unreachable', 'bad', Cancel),
  stale: look('Stale', 'warn', Schedule),
};

/** @internal */
export const checkLook: Record<Check['result'], Look> = {
  pass: look('Pass', 'good', CheckCircle),
  fail: look('Fail', 'bad', Cancel),
  unknown: UNKNOWN,
  skipped: look('Skipped', 'off', RemoveCircleOutline),
};
