import { DEPLOYMENT_ANNOTATION } from '@kasm-portal/backstage-plugin-kasm-common';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import type { ReactNode } from 'react';
import type { DeploymentView } from '../live/DeploymentView';

const useStyles = makeStyles(
  theme => ({
    absence: { display: 'grid', rowGap: 8, justifyItems: 'start' },
    title: { fontWeight: 600 },
    text: { color: theme.palette.text.secondary, overflowWrap: 'anywhere' },
  }),
  { name: 'KasmAbsence' },
);

function Absence(props: {
  title: string;
  children: ReactNode;
  action?: ReactNode;
}) {
  const classes = useStyles();
  return (
    <div className={classes.absence} role="status">
      <p className={classes.title}>{props.title}</p>
      <p className={classes.text}>{props.children}</p>
      {props.action}
    </div>
  );
}

/**
 * What stands where the status would, when there is none: why, and what to do about it.
 *
 * @internal
 */
export function NoStatus(props: {
  view: DeploymentView;
  deployment: string;
  look: () => void;
}) {
  const { view, deployment, look } = props;
  switch (view.state) {
    case 'notFound':
      return (
        <Absence title="Nothing to show">
          <code>{deployment}</code> was not found, or is not visible to you
          (kasm.deployment.read). Ask its owner, or whoever runs this portal.
        </Absence>
      );
    case 'notConfigured':
      return (
        <Absence title="Not configured">
          This portal watches no cluster yet. Add <code>kasm.clusters</code> to
          its app-config.
        </Absence>
      );
    case 'notInstalled':
      return (
        <Absence title="Not installed">
          The portal's backend has no Kasm plugin. Add{' '}
          <code>@kasm-portal/backstage-plugin-kasm-backend</code> to it.
        </Absence>
      );
    default:
      return (
        <Absence
          title="Status unknown"
          action={
            <Button variant="outlined" size="small" onClick={look}>
              Try now
            </Button>
          }
        >
          The portal's backend gives no answer
          {view.failure && ` (${view.failure})`}. Trying again by itself.
        </Absence>
      );
  }
}

/**
 * For an entity whose annotation is missing, or does not name a deployment.
 *
 * @internal
 */
export function NoDeployment(props: { written?: string }) {
  return (
    <Absence title="Not connected to a deployment">
      {props.written === undefined ? (
        <>
          The entity has no annotation <code>{DEPLOYMENT_ANNOTATION}</code>.
        </>
      ) : (
        <>
          The annotation <code>{DEPLOYMENT_ANNOTATION}</code> must be{' '}
          <code>{'<cluster>/<name>'}</code>, not <code>{props.written}</code>.
        </>
      )}
    </Absence>
  );
}
