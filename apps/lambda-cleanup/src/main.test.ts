import { describeBadEvents } from '@engage/testing';

describeBadEvents('lambda-cleanup', ['Cleanup'], () => import('./main.ts'));
