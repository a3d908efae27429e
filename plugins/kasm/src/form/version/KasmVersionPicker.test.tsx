import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderForm } from '../__testUtils__/renderForm';

const kasmVersion = {
  type: 'string',
  title: 'Release',
  enum: ['1.18.1', '1.19.0'],
  default: '1.18.1',
  'ui:field': 'KasmVersionPicker',
};

describe('KasmVersionPicker', () => {
  it('warns of what a release brings before it is chosen', async () => {
    jest.useFakeTimers({
      now: new Date('2026-11-22'),
      doNotFake: ['setTimeout', 'setInterval', 'queueMicrotask', 'nextTick'],
    });
    renderForm({ kasmVersion }, { required: ['kasmVersion'] });
    expect(
      await screen.findByText(/PostgreSQL 14.* is past its end of life/),
    ).toBeInTheDocument();
    jest.useRealTimers();

    await userEvent.click(screen.getByRole('button', { name: /Release/ }));
    await userEvent.click(
      await screen.findByRole('option', { name: 'Kasm 1.19.0, PostgreSQL 16' }),
    );
    expect(screen.queryByText(/end of life/)).toBeNull();
  });
});
