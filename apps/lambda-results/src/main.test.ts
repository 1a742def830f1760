import { describeBadEvents } from '@engage/testing';

describeBadEvents('lambda-results', ['Results'], () => import('./main.ts'));
