import { describeBadEvents } from '@engage/testing';

describeBadEvents('lambda-prep', ['Prepare', 'Profile'], () => import('./main.ts'));
