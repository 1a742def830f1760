import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './measure.ts';

/** The packages of the user's card that Engage replaces, pinned. */
const PEERS = { 'ml-xgboost': '1.1.2', 'parquetjs-lite': '0.8.7' } as const;

export interface NodePeers {
  /** Folder whose node_modules holds them; they are no dependencies of the project. */
  readonly folder: string;
  readonly versions: Readonly<Record<string, string>>;
}

/** Installs the peers into the cache when they are not there. */
export async function nodePeers(cache: string, say: (text: string) => void): Promise<NodePeers> {
  const folder = join(cache, 'npm');
  const missing = Object.entries(PEERS).filter(([name]) => !existsSync(join(folder, 'node_modules', name)));
  if (missing.length > 0) {
    say(`Installing ${missing.map(([name]) => name).join(' and ')} into ${folder}; this happens once`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies: PEERS }));
    const words = ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--workspaces=false'];
    await run({ program: 'npm', arguments: words, cwd: folder });
  }
  const versions = Object.keys(PEERS).map((name) => {
    const manifest = readFileSync(join(folder, 'node_modules', name, 'package.json'), 'utf8');
    return [name, (JSON.parse(manifest) as { version: string }).version];
  });
  return { folder, versions: Object.fromEntries(versions) as Record<string, string> };
}
