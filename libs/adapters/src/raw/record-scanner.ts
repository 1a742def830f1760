/** What a scanner finds, in the order of the file; views must be copied before the next call. */
export interface RecordSink {
  /** A record without quotes, as it came. */
  plain(bytes: Buffer): void;
  /** A record with quotes, taken apart: doubled quotes are single ones again. */
  quoted(fields: readonly Buffer[]): void;
  /** A line that is no record of the expected shape. */
  broken(line: Buffer, reason: string): void;
}

export interface RecordShape {
  /** One ASCII character each. */
  readonly delimiter: string;
  readonly quote: string;
  /** Fields that a record must have; null takes any number. */
  readonly fields: number | null;
}

const LF = 10;
const CR = 13;
/** A record longer than this is taken for a quote that never closes. */
const LONGEST_RECORD = 1 << 20;
const LINE_END_SAMPLE = 1 << 16;

/**
 * Cuts delimited text (RFC 4180) into records: CR LF, LF or CR ends a line; a field that begins with a quote runs
 * to its closing quote, over line ends, with quotes doubled. Empty lines are no records. A line that cannot be
 * read is reported alone, and reading goes on with the next line, so that one stray quote costs one row.
 *
 * @example const scanner = createRecordScanner({ delimiter: ',', quote: '"', fields: 2 }, sink); scanner.push(bytes)
 */
export function createRecordScanner(shape: RecordShape, sink: RecordSink) {
  const delimiter = shape.delimiter.charCodeAt(0);
  const quote = shape.quote.charCodeAt(0);
  let pending: Buffer = Buffer.alloc(0);
  let lineEnd = 0;

  return {
    /** Takes the next bytes of the file. */
    push(chunk: Buffer): void {
      consume(pending.length === 0 ? chunk : Buffer.concat([pending, chunk]), false);
    },
    /** Says that there are no more bytes. */
    end(): void {
      consume(pending, true);
    },
  };

  function consume(bytes: Buffer, isLast: boolean): void {
    if (lineEnd === 0) lineEnd = lineEndOf(bytes, isLast);
    if (lineEnd === 0) {
      pending = bytes;
      return;
    }
    let at = 0;
    let nextQuote = bytes.indexOf(quote, 0);
    while (at < bytes.length) {
      const end = bytes.indexOf(lineEnd, at);
      const stop = end === -1 ? bytes.length : end;
      if (nextQuote !== -1 && nextQuote < at) nextQuote = bytes.indexOf(quote, at);
      const hasQuote = nextQuote !== -1 && nextQuote < stop;
      if (!hasQuote) {
        if (end === -1 && !isLast) break;
        plainLine(bytes.subarray(at, trimmed(bytes, at, stop)));
        at = stop + 1;
        continue;
      }
      const record = readQuoted(bytes, at, isLast);
      if (record === 'more') break;
      if (record.fault === null) sink.quoted(record.fields);
      else {
        if (end === -1 && !isLast) break;
        sink.broken(bytes.subarray(at, trimmed(bytes, at, stop)), record.fault);
      }
      at = record.fault === null ? record.next : stop + 1;
    }
    pending = at >= bytes.length ? Buffer.alloc(0) : bytes.subarray(at);
  }

  function plainLine(line: Buffer): void {
    if (line.length === 0) return;
    const fault = faultOf(line.length > LONGEST_RECORD ? -1 : countOf(line, delimiter) + 1);
    if (fault === null) sink.plain(line);
    else sink.broken(line, fault);
  }

  function faultOf(fields: number): string | null {
    if (fields === -1) return `the row is longer than ${LONGEST_RECORD} bytes`;
    if (shape.fields === null || fields === shape.fields) return null;
    return `the row has ${fields} fields instead of ${shape.fields}`;
  }

  function readQuoted(bytes: Buffer, start: number, isLast: boolean) {
    const fields: Buffer[] = [];
    const faulty = (fault: string) => ({ fault, fields, next: 0 });
    let at = start;
    for (;;) {
      let stop: number;
      if (bytes[at] === quote) {
        const closing = closingQuote(bytes, at + 1);
        const isOpen = closing === -1 || (closing === bytes.length - 1 && !isLast);
        if ((closing === -1 ? bytes.length : closing) - start > LONGEST_RECORD || (isOpen && isLast))
          return faulty('a quote is never closed');
        if (isOpen) return 'more' as const;
        fields.push(unquoted(bytes.subarray(at + 1, closing)));
        stop = closing + 1;
        if (lineEnd === LF && bytes[stop] === CR) {
          if (stop + 1 >= bytes.length && !isLast) return 'more' as const;
          if (stop + 1 >= bytes.length || bytes[stop + 1] === LF) stop += 1;
        }
        if (stop < bytes.length && bytes[stop] !== delimiter && bytes[stop] !== lineEnd)
          return faulty('text follows a closing quote');
      } else {
        stop = at;
        while (stop < bytes.length && bytes[stop] !== delimiter && bytes[stop] !== lineEnd) stop += 1;
        if (stop === bytes.length && !isLast) return 'more' as const;
        const isLastField = stop === bytes.length || bytes[stop] === lineEnd;
        fields.push(bytes.subarray(at, isLastField ? trimmed(bytes, at, stop) : stop));
      }
      if (stop >= bytes.length || bytes[stop] === lineEnd) {
        const fault = faultOf(fields.length);
        return fault === null ? { fault, fields, next: stop + 1 } : faulty(fault);
      }
      at = stop + 1;
    }
  }

  /** Position of the quote that closes a field, or -1. */
  function closingQuote(bytes: Buffer, from: number): number {
    let at = bytes.indexOf(quote, from);
    while (at !== -1 && bytes[at + 1] === quote) at = bytes.indexOf(quote, at + 2);
    return at;
  }

  function unquoted(field: Buffer): Buffer {
    if (!field.includes(quote)) return field;
    const mark = shape.quote;
    return Buffer.from(field.toString('latin1').replaceAll(mark + mark, mark), 'latin1');
  }

  function trimmed(bytes: Buffer, from: number, to: number): number {
    return lineEnd === LF && to > from && bytes[to - 1] === CR ? to - 1 : to;
  }
}

/** CR only where the start of the file has CR and no LF at all; 0 while that cannot be told. */
function lineEndOf(bytes: Buffer, isLast: boolean): number {
  if (bytes.includes(LF)) return LF;
  if (!isLast && bytes.length < LINE_END_SAMPLE) return 0;
  return bytes.includes(CR) ? CR : LF;
}

function countOf(bytes: Buffer, wanted: number): number {
  let count = 0;
  for (let i = 0; i < bytes.length; i++) if (bytes[i] === wanted) count += 1;
  return count;
}
