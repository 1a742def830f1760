/**
 * Statements that may say `*` for a resource, by their Sid, and why: AWS has nothing narrower. A test holds every policy
 * against this list, and the list against the policies.
 */
export const ANY_RESOURCE: Readonly<Record<string, string>> = {
  AccountDecides: 'a key’s policy names its own key by *',
  LogsOfThisEnvironment: 'a key’s policy names its own key by *',
  TrailKeyEncrypts: 'a key’s policy names its own key by *',
  TrailKeyLooks: 'a key’s policy names its own key by *',
  UndeliveredEvents: 'a key’s policy names its own key by *',
  VectorsAreIndexed: 'a key’s policy names its own key by *',
  LogsAreDelivered: 'a key’s policy names its own key by *',
  AlarmsAreTold: 'a key’s policy names its own key by *',
  BreakGlassIsTold: 'a key’s policy names its own key by *',
  KeyByAlias: 'the key is made after the role; a condition names it by its alias',
  WithinBounds: 'a boundary gives nothing; it says which services a role can have to do with',
  KeysStay: 'refuses whatever it is',
  StayHere: 'refuses whatever it is',
  LogIn: 'ecr:GetAuthorizationToken is of no resource',
  FindGroups: 'logs:DescribeLogGroups is of no resource',
  DeliverLogs: 'deliveries of logs are of the account',
};

/** Statements whose resources lie in any region, and why. */
export const ANY_REGION: Readonly<Record<string, string>> = {
  Converse: 'an inference profile hands a question on to any region of its part of the world',
};

/** Statements that may say `*` for an action, and why. */
export const ANY_ACTION: Readonly<Record<string, string>> = {
  AccountDecides:
    'without it a key’s policy could shut out the account for good; who may use it stands in the roles',
  WithinBounds: 'a boundary gives nothing; it says which services a role can have to do with',
  PlainHttp: 'refuses whatever it is',
  OldTls: 'refuses whatever it is',
};
