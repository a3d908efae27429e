import { useState } from 'react';
import { ProxiedSignInPage } from '@backstage/core-components';
import type { IdentityApi, SignInPageProps } from '@backstage/core-plugin-api';
import Button from '@material-ui/core/Button';
import Card from '@material-ui/core/Card';
import CardActions from '@material-ui/core/CardActions';
import CardContent from '@material-ui/core/CardContent';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { RoleId, roles } from './roles';

const REMEMBERED = 'kasm-portal/role';

const useStyles = makeStyles(theme => ({
  page: {
    minHeight: '100vh',
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    justifyContent: 'center',
    gap: theme.spacing(4),
    padding: theme.spacing(2),
    background: theme.palette.background.default,
  },
  cards: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'center',
    gap: theme.spacing(3),
  },
  card: { width: 280 },
}));

function remembered(): RoleId | undefined {
  const stored = window.localStorage.getItem(REMEMBERED);
  return roles.find(role => role.id === stored)?.id;
}

/** Signing out must lead back to the choice, not straight in again. */
function forgetting(identity: IdentityApi): IdentityApi {
  return {
    getBackstageIdentity: () => identity.getBackstageIdentity(),
    getCredentials: () => identity.getCredentials(),
    getProfileInfo: () => identity.getProfileInfo(),
    signOut: async () => {
      window.localStorage.removeItem(REMEMBERED);
      await identity.signOut();
    },
  };
}

/** Lets a visitor of the demonstration choose who to be, so that denial can be seen too. */
export function DemonstrationSignInPage({ onSignInSuccess }: SignInPageProps) {
  const classes = useStyles();
  const [role, setRole] = useState(remembered);
  if (role) {
    return (
      <ProxiedSignInPage
        provider={role}
        onSignInSuccess={identity => onSignInSuccess(forgetting(identity))}
      />
    );
  }
  return (
    <main className={classes.page}>
      <Typography variant="h4" component="h1">
        Kasm portal
      </Typography>
      <div className={classes.cards}>
        {roles.map(({ id, title, message }) => (
          <Card key={id} className={classes.card}>
            <CardContent>
              <Typography variant="h6" component="h2">
                {title}
              </Typography>
              <Typography color="textSecondary">{message}</Typography>
            </CardContent>
            <CardActions>
              <Button
                color="primary"
                variant="contained"
                onClick={() => {
                  window.localStorage.setItem(REMEMBERED, id);
                  setRole(id);
                }}
              >
                Enter as {title.toLowerCase()}
              </Button>
            </CardActions>
          </Card>
        ))}
      </div>
      <Typography variant="body2" color="textSecondary">
        A demonstration on embedded clusters: nothing leaves this machine.
      </Typography>
    </main>
  );
}
