/** How long EventBridge and its scheduler go on handing an event to the function; what is older is for a person to look at. */
export const RETRY = { maximumRetryAttempts: 10, maximumEventAgeInSeconds: 3600 } as const;
