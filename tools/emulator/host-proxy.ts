/** `node host-proxy.ts PORT EMULATOR_PORT`: an HTTP proxy that takes every host for the emulator. */
import { createServer, request } from 'node:http';

const [port, emulatorPort] = process.argv.slice(2).map(Number);
createServer((incoming, answer) => {
  const { pathname, search, host } = new URL(incoming.url ?? '/', 'http://emulator.test');
  const onward = request(
    {
      host: '127.0.0.1',
      port: emulatorPort,
      method: incoming.method,
      path: pathname + search,
      headers: { ...incoming.headers, host },
    },
    (its) => {
      answer.writeHead(its.statusCode ?? 502, its.headers);
      its.pipe(answer);
    },
  );
  onward.on('error', () => answer.writeHead(502).end());
  incoming.pipe(onward);
}).listen(port, '127.0.0.1');
