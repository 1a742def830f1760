import type { Contract } from './contract.ts';
import { ContractError } from './contract-error.ts';

/**
 * Reads an ODCS v3.2.0 contract.
 *
 * @param text the YAML
 * @param fileName for messages
 * @throws ContractError naming the file, the field, what was expected and found
 */
export function parseContract(_text: string, fileName: string): Contract {
  throw new ContractError(`Expected ${fileName} to be readable`);
}
