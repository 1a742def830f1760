import { resourcesOf, type Placed, type Stack } from '../checks/stack.ts';
import { flowchart, type Arrow, type Box } from './mermaid.ts';

/** The network of each environment: where tasks run, and what leads in and out. */
export function networkPage(stacks: ReadonlyMap<string, Stack>): string {
  const drawn = [...stacks].filter(([, stack]) => resourcesOf(stack, 'aws_vpc').length > 0);
  return [
    '# The network',
    '',
    'Containers run in subnets without a way in. In dev they get public addresses and reach AWS over port 443; elsewhere there is no way to the',
    'internet, and each AWS service has an endpoint in each zone. Functions run outside: they speak with AWS alone, signed and by TLS.',
    ...drawn.flatMap(([name, stack]) => ['', `## ${name}`, '', draw(stack)]),
  ].join('\n');
}

function draw(stack: Stack): string {
  const [vpc] = resourcesOf(stack, 'aws_vpc');
  const range = `VPC ${String(vpc?.resource['cidr_block'])}`;
  const subnets = resourcesOf(stack, 'aws_subnet').map((its) => text(its, 'availability_zone', 'cidr_block'));
  const endpoints = resourcesOf(stack, 'aws_vpc_endpoint').map(({ resource }) => ({
    service: String(resource['service_name']).replace(/^com\.amazonaws\.[\w-]+?\d\./, ''),
    isGateway: resource['vpc_endpoint_type'] === 'Gateway',
  }));
  const interfaces = endpoints.filter(({ isGateway }) => !isGateway).map(({ service }) => service);
  const boxes: Box[] = [
    ...subnets.map((label): Box => ({ id: label, label: `tasks<br/>${label}`, kind: 'work', group: range })),
    ...endpoints
      .filter(({ isGateway }) => isGateway)
      .map(({ service }): Box => ({
        id: service,
        label: `gateway endpoint<br/>${service}`,
        kind: 'outside',
        group: range,
      })),
  ];
  const out: string[] = endpoints.filter(({ isGateway }) => isGateway).map(({ service }) => service);
  if (interfaces.length > 0) {
    const label = `interface endpoints, each in ${subnets.length} zones<br/>${interfaces.join('<br/>')}`;
    boxes.push({ id: 'endpoints', label, kind: 'outside', group: range });
    out.push('endpoints');
  }
  if (resourcesOf(stack, 'aws_internet_gateway').length > 0) {
    boxes.push({ id: 'internet', label: 'internet gateway<br/>AWS services', kind: 'outside' });
    out.push('internet');
  }
  const arrows = subnets.flatMap((from) => out.map((to): Arrow => ({ from, to, label: '443' })));
  return flowchart('LR', boxes, arrows);
}

const text = ({ resource }: Placed, ...names: string[]): string =>
  names.map((name) => String(resource[name])).join('<br/>');
