import { describeBadEvents } from '@engage/testing';

describeBadEvents('lambda-prep', ['Prepare', 'Profile', 'Adopt'], () => import('./main.ts'));
