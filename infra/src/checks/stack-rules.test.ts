import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseContract } from '@engage/schema';
import aslValidator from 'asl-validator';
import { environments } from '../environments/environments.ts';
import { EVERY_OPTION } from '../environments/every-option.ts';
import { accountSettings } from '../stacks/account-settings.ts';
import { synthesise } from '../synth/synthesise.ts';
import { FAULTS, faultTable, type Draft, type Fault } from './faults/index.ts';
import { findingsOf } from './findings-of.ts';
import { policiesOf, resourcesOf, type Stack } from './stack.ts';
import { ANY_ACTION, ANY_REGION, ANY_RESOURCE, isListed } from './wildcards.ts';

const outdir = mkdtempSync(join(tmpdir(), 'engage-rules-'));
const file = join(__dirname, '../../../contracts/customers.odcs.yaml');
const contract = parseContract(readFileSync(file, 'utf8'), file);
const stacks = synthesise(environments(), contract, outdir, accountSettings(EVERY_OPTION));
const stackOf = (name: string): Stack & Draft =>
  JSON.parse(readFileSync(join(outdir, 'stacks', name, 'cdk.tf.json'), 'utf8')) as Stack & Draft;
const isProtected = (name: string): boolean =>
  environments().some((its) => its.isProtected && name === `engage-${its.name}`);

describe('rules of stacks', () => {
  afterAll(() => rmSync(outdir, { recursive: true }));

  it.each(stacks)('%s: nothing to object to', async (name) => {
    expect(await findingsOf(stackOf(name), { isProtected: isProtected(name) })).toEqual([]);
  });

  it('leaves every role what it needs within our boundary', () => {
    const policies = stacks.flatMap((name) => policiesOf(stackOf(name)));
    const [bounds] = policiesOf(stackOf('engage-account')).filter(({ document }) =>
      document.Statement.some(({ Sid }) => Sid === 'WithinBounds'),
    );
    const actionsOf = (effect: string): string[] =>
      bounds!.document.Statement.filter(
        ({ Sid, Effect }) => Effect === effect && Sid !== 'KeepBreakGlass',
      ).flatMap(({ Action }) => Action);
    const [given, withheld] = [actionsOf('Allow'), actionsOf('Deny')];
    const needed = policies
      .filter(({ kind, where }) => kind === 'identity' && where.startsWith('aws_iam_role_policy.'))
      .flatMap(({ document }) => document.Statement)
      .flatMap(({ Effect, Action }) => (Effect === 'Allow' ? Action : []));
    const isGiven = (action: string): boolean =>
      given.includes(action) || given.includes(`${action.split(':')[0]}:*`);

    expect(needed).toEqual(expect.arrayContaining(['states:StartExecution', 'iam:PassRole']));
    expect(needed.filter((action) => !isGiven(action) || withheld.includes(action))).toEqual([]);
  });

  it('names every role so that our boundary lets it be handed to a service', () => {
    const names = stacks.flatMap((name) =>
      resourcesOf(stackOf(name), 'aws_iam_role').map(({ resource }) => String(resource['name'])),
    );
    expect(names.filter((name) => !name.startsWith('engage-'))).toEqual([]);
  });

  it('bounds every role but break-glass, which mends what the boundary broke', () => {
    const unbounded = stacks.flatMap((name) =>
      resourcesOf(stackOf(name), 'aws_iam_role')
        .filter(({ resource }) => resource['permissions_boundary'] === undefined)
        .map(({ resource }) => resource['name']),
    );
    expect(unbounded).toEqual(['engage-break-glass']);
  });

  it('lists no wildcard that is not used, nor an action or a place of one', () => {
    const policies = stacks.flatMap((name) => policiesOf(stackOf(name)));
    for (const list of [ANY_RESOURCE, ANY_REGION, ANY_ACTION])
      for (const [sid, { of, actions }] of Object.entries(list)) {
        const used = policies.flatMap(({ where, document }) =>
          document.Statement.filter((its) => its.Sid === sid && isListed(list, where, its)).map(
            ({ Action }) => ({ place: of.includes(where) ? where : where.split('.')[0]!, Action }),
          ),
        );
        expect({ sid, of: [...new Set(used.map(({ place }) => place))].sort() }).toEqual({
          sid,
          of: [...of].sort(),
        });
        expect({ sid, actions: [...new Set(used.flatMap(({ Action }) => Action))].sort() }).toEqual({
          sid,
          actions: [...actions].sort(),
        });
      }
  });

  it.each(FAULTS.filter(({ by }) => by === 'rules').map((fault) => [fault.name, fault] as const))(
    'finds that %s',
    async (_name, { stack: name = 'engage-dev', spoil, found }: Fault) => {
      const stack = stackOf(name);
      spoil(stack);

      expect(stack).not.toEqual(stackOf(name));
      const findings = await findingsOf(stack, { isProtected: isProtected(name) });
      expect(findings.map(({ rule }) => rule)).toContain(found);
    },
  );

  it.each(FAULTS.filter(({ by }) => by === 'checkov').map((fault) => [fault.name, fault] as const))(
    'leaves it to checkov that %s',
    async (_name, { stack: name = 'engage-dev', spoil }: Fault) => {
      const stack = stackOf(name);
      spoil(stack);

      expect(stack).not.toEqual(stackOf(name));
      expect(await findingsOf(stack, { isProtected: isProtected(name) })).toEqual([]);
    },
  );

  it('has each fault in the table of docs/architecture/checks.md', () => {
    const page = readFileSync(join(__dirname, '../../../docs/architecture/checks.md'), 'utf8');
    const cells = (text: string): string => text.replaceAll(/[ -]+/g, ' ');

    expect(FAULTS.length).toBeGreaterThanOrEqual(30);
    // Written by `node tools/terraform/mutations.ts DIR`, formatted by `npm run format`.
    expect(cells(page)).toContain(cells(faultTable(FAULTS)));
  });

  it.each(['engage-dev', 'engage-staging', 'engage-prod'])(
    '%s: a machine that AWS’s language has',
    (name) => {
      const [machine] = resourcesOf(stackOf(name), 'aws_sfn_state_machine');
      const definition = String(machine!.resource['definition']).replaceAll(
        /\$\{aws_(lambda_function)[^}]+\}/g,
        'arn:aws:lambda:eu-west-1:000000000000:function:its',
      );
      const result = aslValidator(JSON.parse(definition) as object);

      expect(result.errorsText()).toBe('');
      expect(result.isValid).toBe(true);
    },
  );

  it('lets the scorer alone read the truth, one state and what opens runs the raw data', () => {
    const readers = (folder: string): string[] =>
      policiesOf(stackOf('engage-prod'))
        .filter(
          ({ kind, document }) => kind === 'identity' && JSON.stringify(document).includes(`/${folder}/*`),
        )
        .map(({ where }) => where.replace(/_permissions_\w+$/, ''));
    expect(readers('truth')).toEqual(['aws_iam_role_policy.ecs_fargate-train_Evaluate']);
    expect(readers('raw')).toEqual([
      'aws_iam_role_policy.lambda_lambda-prep_role',
      'aws_iam_role_policy.triggers_start_lambda-start_role',
    ]);
  });
});
