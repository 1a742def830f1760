/**
 * What adapters of the ports call in AWS, by what is asked of them. IAM policies are composed of these; the adapters, when
 * they come, may make no other call, so that code and policy cannot part.
 */
export const PORT_CALLS = {
  /** Of `ObjectStore`, on objects; `list` on the bucket. */
  store: {
    read: ['s3:GetObject'],
    list: ['s3:ListBucket'],
    write: ['s3:PutObject', 's3:AbortMultipartUpload'],
    remove: ['s3:DeleteObject'],
  },
  /** Of `QueryEngine`: `run` on a workgroup, the others on the catalog, its database and tables. */
  queries: {
    run: [
      'athena:StartQueryExecution',
      'athena:StopQueryExecution',
      'athena:GetQueryExecution',
      'athena:GetQueryResults',
    ],
    look: ['glue:GetDatabase', 'glue:GetTable', 'glue:GetPartition', 'glue:GetPartitions'],
    define: ['glue:CreateTable', 'glue:UpdateTable', 'glue:DeleteTable'],
  },
  /** Of the assistant, whose port comes with it: `answer` on a model, `guard` on a guardrail, `lookUp` on a knowledge base. */
  assistant: {
    answer: ['bedrock:InvokeModel'],
    guard: ['bedrock:ApplyGuardrail'],
    lookUp: ['bedrock:Retrieve'],
  },
  /** Of `MachineStarter`, on the state machine. */
  machine: { start: ['states:StartExecution'] },
  /** Of `AccountQuotas`, on the account: none of them changes anything. */
  quotas: {
    functions: ['lambda:GetAccountSettings'],
    containers: ['servicequotas:GetServiceQuota'],
    obstacles: ['bedrock:GetFoundationModelAvailability'],
  },
} as const;
