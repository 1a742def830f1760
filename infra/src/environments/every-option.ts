/** Each variable that adds resources to a stack, so that the checks look at all that can be asked for. */
export const EVERY_OPTION: Readonly<Record<string, string>> = {
  ENGAGE_ALARM_EMAILS: 'ops@example.com',
  ENGAGE_GITHUB_SUBJECTS: 'repo:acme@1/engage@2:environment:prod',
  ENGAGE_PERMISSIONS_BOUNDARY: 'engage-boundary',
  ENGAGE_PEOPLE: 'arn:aws:iam::000000000000:user/ann',
};
