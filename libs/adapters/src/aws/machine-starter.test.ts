import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SFNClient } from '@aws-sdk/client-sfn';
import { PORT_CALLS } from '@engage/run';
import { createMachineStarter } from './machine-starter.ts';

const ARN = 'arn:aws:states:eu-west-1:000000000000:stateMachine:engage-dev';

describe('createMachineStarter()', () => {
  const asked: { readonly target: unknown; readonly body: unknown }[] = [];
  let answer: { status: number; body: object };
  let server: Server;
  let client: SFNClient;
  beforeAll(async () => {
    server = createServer((request, response) => {
      void text(request).then((body) => {
        asked.push({ target: request.headers['x-amz-target'], body: JSON.parse(body) as unknown });
        response.writeHead(answer.status, { 'content-type': 'application/x-amz-json-1.0' });
        response.end(JSON.stringify(answer.body));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    client = new SFNClient({
      endpoint: `http://127.0.0.1:${port}`,
      region: 'eu-west-1',
      credentials: { accessKeyId: 'mock', secretAccessKey: 'mock' },
      maxAttempts: 1,
    });
  });
  afterAll(async () => {
    client.destroy();
    await new Promise((resolve) => server.close(resolve));
  });

  it('starts an execution under a name', async () => {
    answer = { status: 200, body: { executionArn: `${ARN}:x`, startDate: 1 } };

    expect(await createMachineStarter(ARN, client).start('0123456789abcdef', { runId: 'x' })).toBe('started');
    expect(asked.at(-1)).toEqual({
      target: 'AWSStepFunctions.StartExecution',
      body: { stateMachineArn: ARN, name: '0123456789abcdef', input: '{"runId":"x"}' },
    });
  });

  it('finds one that was started before', async () => {
    answer = { status: 400, body: { __type: 'ExecutionAlreadyExists', message: 'exists' } };

    expect(await createMachineStarter(ARN, client).start('0123456789abcdef', {})).toBe('found');
  });

  it('passes other errors on', async () => {
    answer = { status: 400, body: { __type: 'StateMachineDoesNotExist', message: 'none' } };

    await expect(createMachineStarter(ARN, client).start('0123456789abcdef', {})).rejects.toThrow('none');
  });

  it('makes no call that is not declared', () => {
    const calls = asked.map(({ target }) => String(target).replace('AWSStepFunctions.', 'states:'));

    expect([...new Set(calls)]).toEqual(PORT_CALLS.machine.start);
  });
});
