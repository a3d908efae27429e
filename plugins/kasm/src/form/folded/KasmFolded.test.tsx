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

  it('unfolds when something in it is wrong', async () => {
    renderForm({ more }, { typed: { more: { namespace: 'No' } } });
    expect(await screen.findByLabelText('Namespace')).not.toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Review' }));
    expect(await screen.findByLabelText('Namespace')).toBeVisible();
  });
});
