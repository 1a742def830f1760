import { describeBadEvents } from '@engage/testing';

describeBadEvents('report', ['Report'], () => import('./main.ts'));
