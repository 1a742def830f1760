import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Stack } from '../checks/stack.ts';
import { checkReferences, checkRelease, zippedApps } from './check-stacks.ts';

const stack: Stack = {
  resource: {
    aws_lambda_function: {
      one: { s3_key: 'releases/${var.release}/lambda-one.zip', role: '${aws_iam_role.one.arn}' },
      two: { s3_key: 'releases/${var.release}/lambda-two.zip' },
    },
    aws_iam_role: { one: {} },
  },
  variable: { release: {} },
};

describe('checkReferences()', () => {
  it('accepts a stack that has whatever it refers to', () => {
    expect(() => checkReferences('engage-dev', stack)).not.toThrow();
  });

  it('refuses a variable that nobody declares, and a resource that is not there', () => {
    expect(() => checkReferences('engage-dev', { resource: stack.resource })).toThrow(
      'Stack "engage-dev", aws_lambda_function.one: Expected a variable that the stack declares (it has none), found release',
    );
    const { aws_lambda_function } = stack.resource;
    expect(() =>
      checkReferences('engage-dev', { ...stack, resource: { aws_lambda_function: aws_lambda_function! } }),
    ).toThrow('Expected aws_iam_role.one in this stack, found none');
  });
});

describe('checkRelease()', () => {
  it('names the zips that are missing and the command that makes them', () => {
    const folder = mkdtempSync(join(tmpdir(), 'engage-releases-'));
    try {
      mkdirSync(join(folder, 'v1'));
      writeFileSync(join(folder, 'v1', 'lambda-one.zip'), '');
      expect(() => checkRelease('v1', folder, [stack])).toThrow(
        'found none of lambda-two; run npx node tools/build/release.ts v1',
      );
      writeFileSync(join(folder, 'v1', 'lambda-two.zip'), '');
      expect(() => checkRelease('v1', folder, [stack])).not.toThrow();
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('refuses what is no name of a release', () => {
    expect(() => checkRelease('../x', '/nowhere', [stack])).toThrow(
      'ENGAGE_RELEASE: expected letters, digits',
    );
  });

  it('knows the apps whose functions come from a release', () => {
    expect(zippedApps(stack)).toEqual(['lambda-one', 'lambda-two']);
  });
});
