import { copyText } from './copyText';

describe('copyText', () => {
  const { clipboard } = navigator;
  const { execCommand } = document;

  function browserWith(parts: {
    clipboard?: Pick<Clipboard, 'writeText'>;
    execCommand?: Document['execCommand'];
  }) {
    Object.defineProperty(navigator, 'clipboard', {
      value: parts.clipboard,
      configurable: true,
    });
    Object.defineProperty(document, 'execCommand', {
      value: parts.execCommand,
      configurable: true,
    });
  }

  afterEach(() => {
    browserWith({ clipboard, execCommand });
    document.body.textContent = '';
  });

  function shown(): HTMLElement {
    const element = document.createElement('pre');
    element.textContent = 'kubectl get pods';
    document.body.append(element);
    return element;
  }

  it('uses the clipboard', async () => {
    const writeText = jest.fn(async () => {});
    browserWith({ clipboard: { writeText } });
    await expect(copyText('kubectl get pods', null)).resolves.toBe(true);
    expect(writeText).toHaveBeenCalledWith('kubectl get pods');
  });

  it('copies what is selected in a portal without TLS', async () => {
    let copied = '';
    browserWith({
      execCommand: () => {
        copied = String(window.getSelection());
        return true;
      },
    });
    await expect(copyText('kubectl get pods', shown())).resolves.toBe(true);
    expect(copied).toBe('kubectl get pods');
  });

  it('selects it where nothing may be copied, and says so', async () => {
    browserWith({
      clipboard: {
        writeText: async () => {
          throw new Error('not allowed');
        },
      },
    });
    await expect(copyText('kubectl get pods', shown())).resolves.toBe(false);
    expect(String(window.getSelection())).toBe('kubectl get pods');
  });
});
