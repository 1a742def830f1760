import { describeBadEvents } from '@engage/testing';

describeBadEvents('lambda-ensemble', ['Ensemble'], () => import('./main.ts'));
