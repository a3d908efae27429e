import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderForm } from '../__testUtils__/renderForm';

const properties = {
  name: { type: 'string', title: 'Name' },
  backup: { type: 'string', title: 'Backup' },
  bucket: { type: 'string', title: 'Bucket' },
  manifests: {
    type: 'null',
    title: 'Manifests',
    'ui:field': 'KasmManifestPreview',
    'ui:options': {
      spec: {
        cluster: { from: 'cluster' },
        name: { from: 'name' },
        owner: { from: 'owner' },
        domain: { from: 'domain' },
        database: {
          backups: {
            method: { from: 'backup' },
            destinationPath: { from: 'bucket', when: { backup: ['plugin'] } },
          },
        },
      },
    },
  },
};
const typed = {
  cluster: 'rke2',
  name: 'desktops',
  owner: 'group:default/desktops',
  domain: 'example.com',
  backup: 'none',
  bucket: 's3://left/again',
};

const open = async () =>
  userEvent.click(
    await screen.findByRole('button', { name: 'Show the manifests' }),
  );

describe('KasmManifestPreview', () => {
  it('shows the files that the form leads to', async () => {
    renderForm(properties, { typed });
    await open();
    await userEvent.click(
      await screen.findByText('services/desktops/certificate.yaml'),
    );
    expect(
      screen.getByLabelText('services/desktops/certificate.yaml'),
    ).toHaveTextContent('desktops.example.com');
    expect(
      screen.getByRole('button', {
        name: 'Copy services/desktops/certificate.yaml',
      }),
    ).toBeInTheDocument();
    expect(document.body).not.toHaveTextContent('left/again');
  });

  it('lists what is wrong instead', async () => {
    renderForm(properties, {
      typed: { ...typed, name: 'Not a name', domain: 'nodots' },
    });
    await open();
    expect(
      await screen.findByText(/There are no manifests until this is mended/),
    ).toBeInTheDocument();
    expect(screen.getByText(/^name: must be/)).toBeInTheDocument();
    expect(screen.getByText(/^domain: must be/)).toBeInTheDocument();
  });

  it('follows what is typed while it is open', async () => {
    renderForm(properties, { typed });
    await open();
    await screen.findByText('services/desktops/certificate.yaml');
    await userEvent.type(screen.getByLabelText('Name'), '-eu');
    expect(
      await screen.findByText('services/desktops-eu/certificate.yaml'),
    ).toBeInTheDocument();
  });
});
