import { InputError, type ObjectStore } from '@engage/run';

/** Folder of the one contract that runs are opened with. */
export const CONTRACTS = 'contracts/';

/** A contract as a run's request keeps it. */
export interface StoredContract {
  readonly name: string;
  readonly text: string;
}

/**
 * The contract of an environment.
 *
 * @throws InputError when there is not exactly one
 */
export async function storedContract(store: ObjectStore): Promise<StoredContract> {
  const keys = (await store.list(CONTRACTS)).map(({ key }) => key);
  if (keys.length !== 1)
    throw new InputError(
      `Expected one contract in ${store.location(CONTRACTS)}, found ${keys.length === 0 ? 'none' : keys.join(', ')}; put there the one that the tables were deployed with`,
    );
  const [key] = keys as [string];
  return { name: key.slice(CONTRACTS.length), text: new TextDecoder().decode(await store.read(key)) };
}
