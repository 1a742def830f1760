/**
 * Source of `boost/histogram.ts`: the innermost loop of training, once for each number of columns a block may have, so
 * that it holds no loop over columns.
 */
export function histogramSource(): string {
  const widths = [1, 2, 3, 4, 5, 6, 7, 8];
  return [
    `/** Adds rows' gradients to the histograms of a block of up to eight columns, 256 words a column. */`,
    `export function addRows(width: u32, list: usize, count: u32, gradients: usize, codes: usize, sums: usize): void {`,
    `  switch (width) {`,
    ...widths.map((width) => `    case ${width}: add${width}(list, count, gradients, codes, sums); break;`),
    `  }`,
    `}`,
    ...widths.map(addSource),
  ].join('\n');
}

function addSource(width: number): string {
  const column = (k: number): string => {
    const code =
      k === 0 ? '(its << 3) & 0x7f8' : k === 7 ? '(its >> 53) & 0x7f8' : `(its >> ${8 * k - 3}) & 0x7f8`;
    return `    at = sums + <usize>(${code}); store<i64>(at, load<i64>(at, ${2048 * k}) + gradient, ${2048 * k});`;
  };
  return [
    `function add${width}(list: usize, count: u32, gradients: usize, codes: usize, sums: usize): void {`,
    `  const end = list + (<usize>count << 2);`,
    `  let at: usize;`,
    `  for (let place = list; place < end; place += 4) {`,
    `    const row = <usize>load<u32>(place) << 3;`,
    `    const gradient = load<i64>(gradients + row);`,
    `    const its = load<u64>(codes + row);`,
    ...Array.from({ length: width }, (_, k) => column(k)),
    `  }`,
    `}`,
  ].join('\n');
}
