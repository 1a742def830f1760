import type { TaskAccess } from '@engage/pipeline';
import { PORT_CALLS } from '@engage/run';
import type { Environment } from '../environments/environment.ts';
import { databaseName } from '../modules/glue/database-name.ts';
import { bucketNames } from '../modules/s3/bucket-names.ts';
import type { PolicyDocument, PolicyStatement } from './policy-document.ts';

/** Folder of the queries' bucket that results go to. */
export const QUERY_RESULTS = 'results/';

/** What one state's work needs, composed of what its access says and of what adapters of the ports call. */
export function taskPolicy(environment: Environment, access: TaskAccess, keyArn: string): PolicyDocument {
  const { data } = bucketNames(environment);
  const below = (prefixes: readonly string[]): string[] =>
    prefixes.map((prefix) => `arn:aws:s3:::${data}/${prefix}*`);
  const { read, list, write, remove } = PORT_CALLS.store;
  const statements: (PolicyStatement | null)[] = [
    allow('ReadObjects', read, below(access.reads)),
    {
      ...allow('ListFolders', list, [`arn:aws:s3:::${data}`])!,
      Condition: { StringLike: { 's3:prefix': access.reads.map((prefix) => `${prefix}*`) } },
    },
    allow('WriteObjects', write, below(access.writes)),
    allow('RemoveObjects', remove, below(access.removes)),
    allow('UseKey', ['kms:Decrypt', 'kms:GenerateDataKey'], [keyArn]),
    ...(access.queries === 'none' ? [] : queryStatements(environment, access.queries)),
  ];
  return { Version: '2012-10-17', Statement: statements.filter((statement) => statement !== null) };
}

function queryStatements(environment: Environment, queries: 'look' | 'define'): (PolicyStatement | null)[] {
  const { name, region, account } = environment;
  const glue = (what: string): string => `arn:aws:glue:${region}:${account}:${what}`;
  const database = databaseName(environment);
  const catalog = [glue('catalog'), glue(`database/${database}`), glue(`table/${database}/*`)];
  const results = bucketNames(environment).queries;
  const { run, look, define } = PORT_CALLS.queries;
  const { read, list, write } = PORT_CALLS.store;
  return [
    allow('RunQueries', run, [`arn:aws:athena:${region}:${account}:workgroup/engage-${name}`]),
    allow('LookUpTables', look, catalog),
    queries === 'define' ? allow('DefineTables', define, catalog) : null,
    // Athena reads and writes its results as the caller.
    allow('QueryResults', [...read, ...write], [`arn:aws:s3:::${results}/${QUERY_RESULTS}*`]),
    allow('FindResults', [...list, 's3:GetBucketLocation'], [`arn:aws:s3:::${results}`]),
  ];
}

function allow(
  sid: string,
  actions: readonly string[],
  resources: readonly string[],
): PolicyStatement | null {
  if (resources.length === 0) return null;
  return { Sid: sid, Effect: 'Allow', Action: actions, Resource: resources };
}
