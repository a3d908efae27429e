import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// How long a test waits for what never comes, not how long anything may take: machines are busy.
configure({ asyncUtilTimeout: 20_000 });
jest.setTimeout(60_000);

// The scaffolder's stepper scrolls to its top; jsdom has nothing to scroll.
window.scrollTo = () => {};
