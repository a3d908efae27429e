import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderForm } from '../__testUtils__/renderForm';

const more = {
  type: 'object',
  title: 'More',
  description: 'What few need',
  'ui:field': 'KasmFolded',
  properties: {
    namespace: {
      type: 'string',
      title: 'Namespace',
      pattern: '^[a-z]+$',
      default: 'database',
    },
  },
};

describe('KasmFolded', () => {
  it('keeps its fields away, and their defaults', async () => {
    const { onCreate } = renderForm({ more });
    expect(await screen.findByLabelText('Namespace')).not.toBeVisible();
    await userEvent.click(screen.getByText('More'));
    expect(screen.getByLabelText('Namespace')).toBeVisible();

    await userEvent.type(screen.getByLabelText('Namespace'), 'two');
    await userEvent.click(screen.getByRole('button', { name: 'Review' }));
    await userEvent.click(
      await screen.findByRole('button', { name: 'Create' }),
    );
    expect(onCreate).toHaveBeenCalledWith({
      more: { namespace: 'databasetwo' },
    });
  });

  it('has fields that come with a choice, and labels that are added one by one', async () => {
    const nodes = {
      ...more,
      properties: {
        nodes: {
          type: 'string',
          title: 'Nodes',
          enum: ['platform', 'own'],
          default: 'own',
        },
      },
      dependencies: {
        nodes: {
          oneOf: [
            { properties: { nodes: { enum: ['platform'] } } },
            {
              properties: {
                nodes: { enum: ['own'] },
                nodeSelector: {
                  type: 'object',
                  title: 'Labels',
                  additionalProperties: {
                    type: 'string',
                    title: 'Value',
                    default: '',
                    pattern: '^[a-z]+$',
                  },
                },
              },
            },
          ],
        },
      },
    };
    const { onCreate } = renderForm({ more: nodes });
    await userEvent.click(await screen.findByText('More'));
    await userEvent.click(screen.getByRole('button', { name: /add/i }));
    await userEvent.clear(screen.getByDisplayValue('newKey'));
    await userEvent.type(screen.getAllByRole('textbox')[0], 'example.com/pool');
    await userEvent.tab();
    await userEvent.type(screen.getAllByRole('textbox')[1], 'kasm');
    await userEvent.click(screen.getByRole('button', { name: 'Review' }));
    await userEvent.click(
      await screen.findByRole('button', { name: 'Create' }),
    );
    expect(onCreate).toHaveBeenCalledWith({
      more: { nodes: 'own', nodeSelector: { 'example.com/pool': 'kasm' } },
    });
  });

  it('unfolds when something in it is wrong', async () => {
    renderForm({ more }, { typed: { more: { namespace: 'No' } } });
    expect(await screen.findByLabelText('Namespace')).not.toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Review' }));
    expect(await screen.findByLabelText('Namespace')).toBeVisible();
  });
});
