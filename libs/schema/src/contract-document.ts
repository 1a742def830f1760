import { isMap, isSeq, LineCounter, parseDocument, type Document, type Node } from 'yaml';
import type { z } from 'zod';
import { ContractError } from './contract-error.ts';
import { describeIssue } from './describe-issue.ts';

/** Where a field lies: keys and indices from the root of the document. */
export type Path = readonly (string | number)[];

interface Problem {
  readonly line: number;
  readonly text: string;
}

/** More problems than this are counted, not listed: the first ones usually explain the rest. */
const PROBLEMS_LISTED = 20;

/**
 * A contract's YAML with the lines of its fields. Problems are collected, so that a person sees all of them at
 * once, and thrown together by `refuse`.
 */
export class ContractDocument {
  readonly fileName: string;
  readonly root: unknown;
  private readonly lines = new LineCounter();
  private readonly document: Document;
  private readonly problems: Problem[] = [];

  /** @throws ContractError when the text is no YAML */
  constructor(text: string, fileName: string) {
    this.fileName = fileName;
    const advice = 'correct the YAML';
    try {
      this.document = parseDocument(text, { lineCounter: this.lines, prettyErrors: false });
      const [first] = this.document.errors;
      if (first) {
        const line = this.lines.linePos(first.pos[0]).line;
        throw new ContractError(
          `Expected YAML, found: ${firstLine(first.message)} (${fileName}, line ${line}); ${advice}`,
        );
      }
      this.root = this.document.toJS();
    } catch (cause) {
      if (cause instanceof ContractError) throw cause;
      throw new ContractError(`Expected YAML, found: ${firstLine(String(cause))} (${fileName}); ${advice}`);
    }
  }

  /** Notes a problem; `expected` completes "Expected <field> to be …", `advice` says what to do. */
  report(path: Path, expected: string, found: unknown, advice: string): void {
    const line = this.lineOf(path);
    this.problems.push({
      line,
      text: `Expected ${this.nameOf(path)} to be ${expected}, found ${show(found)} (${this.fileName}, line ${line}); ${advice}`,
    });
  }

  /** The value as the shape gives it, or undefined with every issue reported below the path. */
  read<Shape extends z.ZodType>(shape: Shape, value: unknown, path: Path): z.infer<Shape> | undefined {
    const result = shape.safeParse(value);
    if (result.success) return result.data;
    for (const issue of result.error.issues) {
      const { at, expected, found, advice } = describeIssue(issue, value);
      this.report([...path, ...at], expected, found, advice);
    }
    return undefined;
  }

  get isSound(): boolean {
    return this.problems.length === 0;
  }

  /** @throws ContractError when problems were reported */
  refuse(): void {
    if (!this.isSound) throw this.refusal();
  }

  /** The problems reported so far as one error. */
  refusal(): ContractError {
    const texts = [...this.problems].sort((a, b) => a.line - b.line).map((problem) => problem.text);
    if (texts.length === 1) return new ContractError(texts[0] ?? '', texts);
    const listed = texts.slice(0, PROBLEMS_LISTED).map((text) => `\n  ${text}`);
    const more = texts.length > PROBLEMS_LISTED ? `\n  … and ${texts.length - PROBLEMS_LISTED} more` : '';
    return new ContractError(
      `Expected ${this.fileName} to be a usable contract, found ${texts.length} problems:${listed.join('')}${more}`,
      texts,
    );
  }

  private lineOf(path: Path): number {
    let node: unknown = this.document.contents;
    let offset = rangeStart(node);
    for (const step of path) {
      if (isMap(node)) {
        const pair = node.items.find((item) => String(item.key) === String(step));
        if (!pair) break;
        offset = rangeStart(pair.key) ?? offset;
        node = pair.value;
      } else if (isSeq(node)) {
        node = node.items[Number(step)];
        offset = rangeStart(node) ?? offset;
      } else break;
    }
    return this.lines.linePos(offset ?? 0).line || 1;
  }

  /** `schema[0].properties[3].required` with the column's name, which people search for. */
  private nameOf(path: Path): string {
    if (path.length === 0) return 'the contract';
    const dotted = path
      .map((step, i) => (typeof step === 'number' ? `[${step}]` : `${i ? '.' : ''}${step}`))
      .join('');
    const properties = path.indexOf('properties');
    const index = path[properties + 1];
    if (properties < 0 || typeof index !== 'number' || path.length === properties + 2) return dotted;
    const name: unknown = this.document.getIn([...path.slice(0, properties + 2), 'name']);
    return typeof name === 'string' ? `${dotted} (column "${name}")` : dotted;
  }
}

/** A found value, in a few words that fit a message. */
export function show(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (value !== null && typeof value === 'object') return 'a map';
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value);
  return text.length > 80 ? `${text.slice(0, 77)}…"` : text;
}

function rangeStart(node: unknown): number | undefined {
  const range = (node as Node | null | undefined)?.range;
  return range?.[0];
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? '';
}
