/**
 * `node tools/emulator/check.ts DIR`: applies `engage-dev` to an emulator of AWS, looks at what was made, plans again (no
 * change), and destroys it (nothing left). DIR holds `mirror.sh`, which unpacks the provider. What an emulator takes is no
 * proof that AWS takes it; what it refuses is worth a look.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openWorkshop, resourceCount, variablesOf, type Outcome } from '../terraform/workshop.ts';
import { Asker } from './ask.ts';
import { ENDPOINTS, without } from './coverage.ts';
import { startEmulator } from './emulator.ts';
import { bucketsThere, look } from './looks.ts';

const STACK = 'engage-dev';

const [shared] = process.argv.slice(2);
if (shared === undefined) fail('Expected the folder of mirror.sh, found no argument');
const emulator = await startEmulator();
const workshop = openWorkshop(shared, 'terraform-emulator');
const { stacks } = workshop;
const { stack, left } = without(stacks.get(STACK) ?? fail(`Expected a stack ${STACK}, found none`));
const folder = workshop.lay(STACK, stack);
const endpoints = Object.fromEntries(ENDPOINTS.map((service) => [service, emulator.url]));
const aws = {
  s3_use_path_style: true,
  max_retries: 2,
  // ARNs of the catalog and of workgroups have the account in them, which the emulator can be asked for.
  skip_requesting_account_id: false,
  // S3 Control puts the account before the host, which only a proxy finds.
  http_proxy: emulator.proxyUrl,
  endpoints: [{ ...endpoints, s3control: 'http://emulator.test' }],
};
// The last of the override files counts.
writeFileSync(join(folder, 'z_emulator_override.tf.json'), JSON.stringify({ provider: { aws } }));

const count = resourceCount(stack);
const rest = ['-input=false', '-lock=false', ...variablesOf(stack)];
expectText('apply', ['apply', '-auto-approve', ...rest], `Resources: ${count} added, 0 changed, 0 destroyed`);
const asker = new Asker(emulator.url, String(stack.provider.aws[0]?.['region']));
const made = Object.keys(stack.resource['aws_s3_bucket'] ?? {}).length;
const there = await bucketsThere(asker);
if (there.length !== made) fail(`Expected ${made} buckets, found ${there.join(', ')}`);
const differences = await look(asker, stack);
if (differences.length > 0) fail(differences.join('\n'));
expectText('plan', ['plan', ...rest], 'No changes');
expectText('apply again', ['apply', '-auto-approve', ...rest], 'Resources: 0 added, 0 changed, 0 destroyed');
expectText('destroy', ['destroy', '-auto-approve', ...rest], `Resources: ${count} destroyed`);
const buckets = await bucketsThere(asker);
if (buckets.length > 0) fail(`Expected no bucket to be left, found ${buckets.join(', ')}`);
expectText('destroy again', ['destroy', '-auto-approve', ...rest], 'Resources: 0 destroyed');
process.stdout.write(
  `${STACK}: ${count} of ${count + left} resources applied, looked at, planned without a change, destroyed\n`,
);
emulator.stop();
process.exit(0);

function expectText(what: string, args: readonly string[], text: string): void {
  const begin = performance.now();
  const outcome: Outcome = workshop.run(folder, args);
  if (!outcome.isFine || !outcome.text.includes(text))
    fail(`Expected ${what} to end with "${text}", found:\n${shortLines(outcome.text)}`);
  const slowest = slow(outcome.text);
  process.stdout.write(`${what}: ${((performance.now() - begin) / 1000).toFixed(0)} s${slowest}\n`);
}

/** What Terraform waited for a minute or longer. */
function slow(text: string): string {
  const waited = [
    ...text.matchAll(/^(\S+): Still (?:creating|destroying)\.\.\. \[(?:.*, )?(\d+m\d+s) elapsed\]/gm),
  ];
  const longest = new Map(waited.map(([, address, time]) => [address, time]));
  return longest.size === 0 ? '' : `, of them ${[...longest].map((its) => its.join(' ')).join(', ')}`;
}

/** What Terraform says, without the files that it repeats in one line. */
function shortLines(text: string): string {
  const lines = text.split('\n').filter((line) => line.length < 300);
  return lines.slice(-80).join('\n');
}

function fail(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
