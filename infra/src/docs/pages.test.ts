import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { taskNames } from '@engage/pipeline';
import { resourcesOf } from '../checks/stack.ts';
import { defaultStacks } from '../synth/default-stacks.ts';
import { pages } from './pages.ts';

const folder = join(__dirname, '../../../docs/architecture');
/** Without what the formatter decides: the width of cells and where lines end. */
const plain = (text: string): string =>
  text
    .replaceAll(/^\|(?: :?-+:? \|)+$/gm, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
const { files, figures } = pages();

describe('docs/architecture', () => {
  it.each(Object.entries(files))(
    '%s is as the code is; else run npx node infra/src/docs/write-pages.ts',
    (name, text) => {
      expect(plain(readFileSync(join(folder, name), 'utf8'))).toBe(plain(text));
    },
  );

  it('has today’s figures; else run npx node infra/src/docs/write-pages.ts', () => {
    expect(plain(readFileSync(join(folder, 'README.md'), 'utf8'))).toContain(plain(figures));
  });

  it('draws every state, function, container and bucket', () => {
    for (const state of taskNames) {
      expect(files['state-machine.md']).toContain(`["${state}"]`);
      expect(files['data-flow.md']).toMatch(new RegExp(`["<>]${state}["<]`));
    }
    const prod = defaultStacks().get('engage-prod')!;
    const ofProd = files['system.md']!.split('## engage-prod')[1]!;
    for (const { resource } of resourcesOf(prod, 'aws_lambda_function'))
      expect(ofProd).toMatch(
        new RegExp(`["<>]${String(resource['function_name']).replace('engage-prod-', '')}["<]`),
      );
    for (const { resource } of resourcesOf(prod, 'aws_s3_bucket'))
      expect(ofProd).toContain(`[("${/^engage-prod-(.+)-\d{12}-/.exec(String(resource['bucket']))![1]}")]`);
    for (const { resource } of resourcesOf(prod, 'aws_ecs_task_definition'))
      expect(ofProd).toMatch(
        new RegExp(`["<>]${String(resource['family']).replace('engage-prod-', '')}["<]`),
      );
  });
});
