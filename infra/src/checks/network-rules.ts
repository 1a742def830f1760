import { isWithin, overlap, parseCidr } from '../modules/network/cidr.ts';
import { referencesIn } from './references.ts';
import { resourcesOf, type Finding, type Placed, type Stack } from './stack.ts';

/** What Terraform takes and AWS refuses or lets through: subnets that do not fit, and ways in or out that nobody needs. */
export function networkFindings(stack: Stack): Finding[] {
  return [
    ...subnetFindings(stack),
    ...wayInFindings(stack),
    ...wayOutFindings(stack),
    ...privateFindings(stack),
  ];
}

function subnetFindings(stack: Stack): Finding[] {
  const vpcs = new Map(resourcesOf(stack, 'aws_vpc').map((vpc) => [vpc.where, cidrOf(vpc)]));
  const subnets = resourcesOf(stack, 'aws_subnet');
  const findings: Finding[] = [];
  subnets.forEach((subnet, i) => {
    const [vpc] = referencesIn(String(subnet.resource['vpc_id']));
    const range = vpcs.get(vpc ?? '');
    if (range === undefined || !isWithin(cidrOf(subnet), range))
      findings.push({
        rule: 'subnet-in-network',
        where: subnet.where,
        message: `Expected a range within that of ${vpc ?? 'a VPC'}, found ${String(subnet.resource['cidr_block'])}`,
      });
    for (const other of subnets.slice(i + 1))
      if (overlap(cidrOf(subnet), cidrOf(other)))
        findings.push({
          rule: 'subnets-apart',
          where: other.where,
          message: `Expected a range apart from that of ${subnet.where}, found ${String(other.resource['cidr_block'])}`,
        });
  });
  return findings;
}

const cidrOf = ({ resource }: Placed): ReturnType<typeof parseCidr> =>
  parseCidr(String(resource['cidr_block']));

/** Ways in come from a group of the same network, never from addresses; and no group has rules of its own inline. */
function wayInFindings(stack: Stack): Finding[] {
  const open = resourcesOf(stack, 'aws_vpc_security_group_ingress_rule')
    .filter(({ resource }) => resource['referenced_security_group_id'] === undefined || !isHttps(resource))
    .map(({ where }) => ({
      rule: 'no-way-in',
      where,
      message: 'Expected port 443 for a security group of this network, found another way in',
    }));
  const inline = ['aws_security_group', 'aws_default_security_group'].flatMap((type) =>
    resourcesOf(stack, type)
      .filter(({ resource }) => 'ingress' in resource || 'egress' in resource)
      .map(({ where }) => ({
        rule: 'no-way-in',
        where,
        message: 'Expected rules as resources of their own, which these checks read, found inline ones',
      })),
  );
  const old = ['aws_security_group_rule', 'aws_lambda_function_url'].flatMap((type) =>
    resourcesOf(stack, type).map(({ where }) => ({
      rule: 'no-way-in',
      where,
      message: `Expected rules of their own type and the one API, found ${type}`,
    })),
  );
  const addresses = resourcesOf(stack, 'aws_subnet')
    .filter(({ resource }) => resource['map_public_ip_on_launch'] === true)
    .map(({ where }) => ({
      rule: 'no-public-addresses',
      where,
      message: 'Expected public addresses for tasks that ask for them alone, found them for all',
    }));
  return [...open, ...inline, ...old, ...addresses];
}

/** Without a way to the internet, AWS is reached by endpoints, S3's addresses are let through, and who spoke with whom is kept. */
function privateFindings(stack: Stack): Finding[] {
  const isPrivate = resourcesOf(stack, 'aws_internet_gateway').length === 0;
  return resourcesOf(stack, 'aws_vpc')
    .filter(() => isPrivate)
    .flatMap(({ where }) => {
      const endpoints = resourcesOf(stack, 'aws_vpc_endpoint');
      const services = endpoints.map(({ resource }) => String(resource['service_name']));
      const letsOut = resourcesOf(stack, 'aws_vpc_security_group_egress_rule').flatMap(({ resource }) =>
        referencesIn(String(resource['prefix_list_id'] ?? '')),
      );
      const expected: readonly (readonly [boolean, string])[] = [
        [resourcesOf(stack, 'aws_flow_log').length > 0, 'a flow log'],
        ...['.ecr.api', '.ecr.dkr', '.logs', '.s3'].map(
          (ending) =>
            [services.some((its) => its.endsWith(ending)), `an endpoint of ${ending.slice(1)}`] as const,
        ),
        ...endpoints
          .filter(({ resource }) => resource['vpc_endpoint_type'] === 'Gateway')
          .map((its) => [letsOut.includes(its.where), `a way out to the addresses of ${its.where}`] as const),
      ];
      return expected
        .filter(([isThere]) => !isThere)
        .map(([, what]) => ({ rule: 'private-network', where, message: `Expected ${what}, found none` }));
    });
}

function wayOutFindings(stack: Stack): Finding[] {
  return resourcesOf(stack, 'aws_vpc_security_group_egress_rule')
    .filter(({ resource }) => !isHttps(resource))
    .map(({ where }) => ({
      rule: 'https-out',
      where,
      message: 'Expected port 443 by TCP alone, found more',
    }));
}

function isHttps(rule: Placed['resource']): boolean {
  return rule['ip_protocol'] === 'tcp' && rule['from_port'] === 443 && rule['to_port'] === 443;
}
