import { describeBadEvents } from '@engage/testing';

describeBadEvents('lambda-qa', ['QA'], () => import('./main.ts'));
