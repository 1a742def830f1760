import { hasSimd } from './runtime.ts';

describe('hasSimd()', () => {
  it('is true here, and false where nothing with vectors is valid', () => {
    expect(hasSimd()).toBe(true);
    const { validate } = WebAssembly;
    WebAssembly.validate = () => false;
    try {
      expect(hasSimd()).toBe(false);
    } finally {
      WebAssembly.validate = validate;
    }
  });
});
