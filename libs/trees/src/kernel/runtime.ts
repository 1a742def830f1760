/** Whether this runtime has WebAssembly with SIMD. */
export function hasSimd(): boolean {
  // A function that returns a vector: (func (result v128) (v128.const 0)).
  const probe = [0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 22, 1, 20, 0, 253, 12];
  const bytes = Uint8Array.from([...probe, ...Array<number>(16).fill(0), 11]);
  return typeof WebAssembly === 'object' && WebAssembly.validate(bytes);
}

export function decodeBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
