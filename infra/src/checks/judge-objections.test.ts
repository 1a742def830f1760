import type { Exception } from './exceptions.ts';
import { judgeObjections, type Objection } from './judge-objections.ts';

const TODAY = '2026-11-26';

const exception = (its: Partial<Exception> = {}): Exception => ({
  check: 'CKV_AWS_338',
  of: 'aws_cloudwatch_log_group',
  reason: 'dev keeps logs for two weeks',
  until: '2027-11-30',
  ...its,
});
const objection = (its: Partial<Objection> = {}): Objection => ({
  stack: 'engage-dev',
  check: 'CKV_AWS_338',
  what: 'Ensure that logs are kept for a year',
  resource: 'aws_cloudwatch_log_group.api',
  ...its,
});

describe('judgeObjections()', () => {
  it('keeps what an exception without stacks is for, wherever it is', () => {
    const all = [objection(), objection({ stack: 'engage-prod' })];
    expect(judgeObjections(all, [exception()], TODAY)).toEqual({ kept: all, refused: [], problems: [] });
  });

  it('keeps nothing in a stack that an exception does not name', () => {
    const [dev, prod] = [objection(), objection({ stack: 'engage-prod' })];
    expect(judgeObjections([dev, prod], [exception({ stacks: ['dev'] })], TODAY)).toEqual({
      kept: [dev],
      refused: [prod],
      problems: [
        'engage-prod aws_cloudwatch_log_group.api: CKV_AWS_338 Ensure that logs are kept for a year',
      ],
    });
  });

  it('names each stack that does not need its exception', () => {
    const its = exception({ stacks: ['dev', 'staging', 'prod'] });
    expect(judgeObjections([objection()], [its], TODAY).problems).toEqual([
      'Exception CKV_AWS_338 of aws_cloudwatch_log_group: expected a finding in staging and prod that it is for, found none',
    ]);
  });

  it('objects to an exception that no stack needs, or that is over', () => {
    expect(judgeObjections([], [exception()], TODAY).problems).toEqual([
      'Exception CKV_AWS_338 of aws_cloudwatch_log_group: expected a finding in any stack that it is for, found none',
    ]);
    expect(judgeObjections([objection()], [exception({ until: '2026-11-25' })], TODAY).problems).toEqual([
      'Exception CKV_AWS_338 of aws_cloudwatch_log_group: over since 2026-11-25; think again',
    ]);
    expect(judgeObjections([objection()], [exception({ until: TODAY })], TODAY).problems).toEqual([]);
  });

  it('takes the stacks of several accounts for one kind', () => {
    const all = [objection({ stack: 'engage-account-111111111111' })];
    expect(judgeObjections(all, [exception({ stacks: ['account'] })], TODAY).problems).toEqual([]);
  });

  it('tells a type from one that begins alike, and a name by its beginning', () => {
    const other = objection({ resource: 'aws_cloudwatch_log_group_policy.api' });
    expect(judgeObjections([other], [exception()], TODAY).kept).toEqual([]);
    const named = exception({ of: 'aws_cloudwatch_log_group.ap' });
    expect(judgeObjections([objection()], [named], TODAY).kept).toHaveLength(1);
  });
});
