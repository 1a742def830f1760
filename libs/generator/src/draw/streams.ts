/** Tables draw from streams of their own, so that a change in one leaves the others as they are. */
export const STREAMS = { customers: 1, outcomes: 2, leak: 3, dirt: 4 } as const;
