/** What this repository uses of asl-validator, which comes without types. */
declare module 'asl-validator' {
  export default function validate(definition: object): {
    readonly isValid: boolean;
    errorsText(): string;
  };
}
