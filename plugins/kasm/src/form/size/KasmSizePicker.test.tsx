import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderForm } from '../__testUtils__/renderForm';

const size = {
  type: 'string',
  title: 'Size',
  enum: ['small', 'medium', 'large'],
  default: 'small',
  'ui:field': 'KasmSizePicker',
};

describe('KasmSizePicker', () => {
  it('says what each size means, and is chosen with the keyboard', async () => {
    const { onCreate } = renderForm({ size }, { required: ['size'] });
    const small = await screen.findByRole('radio', {
      name: /Small 10–15 sessions One pod of each component Database: 1 GiB/,
    });
    expect(small).toBeChecked();
    await userEvent.click(small);
    await userEvent.keyboard('{ArrowDown}');
    expect(screen.getByRole('radio', { name: /Medium/ })).toBeChecked();
    await userEvent.click(screen.getByRole('button', { name: 'Review' }));
    await userEvent.click(
      await screen.findByRole('button', { name: 'Create' }),
    );
    expect(onCreate).toHaveBeenCalledWith({ size: 'medium' });
  });
});
