import { describeBadEvents } from '@engage/testing';

describeBadEvents('lambda-publish', ['Publish'], () => import('./main.ts'));
