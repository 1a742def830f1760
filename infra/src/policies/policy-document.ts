/** An IAM policy, as AWS writes it. */
export interface PolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly PolicyStatement[];
}

export interface PolicyStatement {
  readonly Sid: string;
  readonly Effect: 'Allow' | 'Deny';
  /** In policies of resources and of trust: who. */
  readonly Principal?:
    | { readonly AWS?: string | readonly string[]; readonly Service?: string; readonly Federated?: string }
    | '*';
  readonly Action: readonly string[];
  readonly Resource?: readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}
