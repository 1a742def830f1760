const BLOCK = 256;

/**
 * Xᵀ diag(w) X and Xᵀ diag(w) y of a row-major design, every `stride`-th row; the upper triangle is filled.
 *
 * @param weights one a row; all 1 when left out
 */
export function gramOf(
  design: Float64Array,
  columns: number,
  weights?: Float64Array,
  stride = 1,
): Float64Array {
  const rows = Math.floor((design.length / columns + stride - 1) / stride);
  const gram = new Float64Array(columns * columns);
  const plain = new Float64Array(columns * BLOCK);
  const weighted = weights ? new Float64Array(columns * BLOCK) : plain;
  for (let start = 0; start < rows; start += BLOCK) {
    const size = Math.min(BLOCK, rows - start);
    // Columns lie together here, so that the products below run along memory.
    for (let k = 0; k < size; k += 1) {
      const row = (start + k) * stride;
      const weight = weights ? weights[row]! : 1;
      for (let column = 0; column < columns; column += 1) {
        const value = design[row * columns + column]!;
        plain[column * BLOCK + k] = value;
        if (weights) weighted[column * BLOCK + k] = value * weight;
      }
    }
    for (let i = 0; i < columns; i += 1) addProducts(gram, columns, i, weighted, plain, size);
  }
  return gram;
}

/** Adds row i of the products, four columns at a time. */
function addProducts(
  gram: Float64Array,
  columns: number,
  i: number,
  left: Float64Array,
  right: Float64Array,
  size: number,
): void {
  const at = i * BLOCK;
  let j = i;
  for (; j + 3 < columns; j += 4) {
    const from = j * BLOCK;
    let [a, b, c, d] = [0, 0, 0, 0];
    for (let k = 0; k < size; k += 1) {
      const value = left[at + k]!;
      a += value * right[from + k]!;
      b += value * right[from + BLOCK + k]!;
      c += value * right[from + 2 * BLOCK + k]!;
      d += value * right[from + 3 * BLOCK + k]!;
    }
    gram[i * columns + j]! += a;
    gram[i * columns + j + 1]! += b;
    gram[i * columns + j + 2]! += c;
    gram[i * columns + j + 3]! += d;
  }
  for (; j < columns; j += 1) {
    let sum = 0;
    for (let k = 0; k < size; k += 1) sum += left[at + k]! * right[j * BLOCK + k]!;
    gram[i * columns + j]! += sum;
  }
}
