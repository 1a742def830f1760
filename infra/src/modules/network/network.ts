import { CloudwatchLogGroup } from '@cdktn/provider-aws/lib/cloudwatch-log-group/index.js';
import { DefaultSecurityGroup } from '@cdktn/provider-aws/lib/default-security-group/index.js';
import { FlowLog } from '@cdktn/provider-aws/lib/flow-log/index.js';
import { InternetGateway } from '@cdktn/provider-aws/lib/internet-gateway/index.js';
import { RouteTableAssociation } from '@cdktn/provider-aws/lib/route-table-association/index.js';
import { RouteTable } from '@cdktn/provider-aws/lib/route-table/index.js';
import { Route } from '@cdktn/provider-aws/lib/route/index.js';
import { SecurityGroup } from '@cdktn/provider-aws/lib/security-group/index.js';
import { Subnet } from '@cdktn/provider-aws/lib/subnet/index.js';
import { VpcEndpoint } from '@cdktn/provider-aws/lib/vpc-endpoint/index.js';
import { VpcSecurityGroupEgressRule } from '@cdktn/provider-aws/lib/vpc-security-group-egress-rule/index.js';
import { VpcSecurityGroupIngressRule } from '@cdktn/provider-aws/lib/vpc-security-group-ingress-rule/index.js';
import { Vpc } from '@cdktn/provider-aws/lib/vpc/index.js';
import { Construct } from 'constructs';
import type { Environment } from '../../environments/environment.ts';
import { ServiceRole } from '../../policies/service-role.ts';
import { trustPolicy } from '../../policies/trust-policy.ts';
import { parseCidr, subnetsOf } from './cidr.ts';
import { interfaceEndpoints } from './endpoints.ts';
import { flowLogPermissions } from './flow-log-permissions.ts';

const SUBNET_BITS = 24;
const HTTPS = { ipProtocol: 'tcp', fromPort: 443, toPort: 443 };
const EVERYWHERE = '0.0.0.0/0';

/** Where containers run. Nothing can reach in, and only port 443 leads out; S3 is reached without leaving AWS. */
export class Network extends Construct {
  readonly vpcId: string;
  readonly subnetIds: readonly string[];
  /** Of the tasks. */
  readonly securityGroupId: string;
  readonly #environment: Environment;

  constructor(scope: Construct, id: string, environment: Environment, keyArn: string) {
    super(scope, id);
    this.#environment = environment;
    const { network } = environment;
    const vpc = new Vpc(this, 'vpc', {
      cidrBlock: network.cidr,
      enableDnsHostnames: true,
      enableDnsSupport: true,
    });
    this.vpcId = vpc.id;
    // The group that AWS makes by itself lets its members talk; nobody is a member of it.
    new DefaultSecurityGroup(this, 'nobody', { vpcId: vpc.id });
    const tasks = new SecurityGroup(this, 'tasks', {
      vpcId: vpc.id,
      namePrefix: `engage-${environment.name}-tasks-`,
      description: 'Containers of the pipeline: no way in, HTTPS out',
    });
    this.securityGroupId = tasks.id;
    const routes = new RouteTable(this, 'routes', { vpcId: vpc.id });
    const cidrs = subnetsOf(parseCidr(network.cidr), SUBNET_BITS, environment.zones.length);
    this.subnetIds = environment.zones.map((zone, i) => this.#subnet(zone, cidrs[i]!, routes.id));
    const s3 = new VpcEndpoint(this, 's3', {
      vpcId: vpc.id,
      serviceName: `com.amazonaws.${environment.region}.s3`,
      vpcEndpointType: 'Gateway',
      routeTableIds: [routes.id],
    });
    if (network.placement === 'public') this.#openWayOut(routes.id);
    else this.#endpoints(network.cidr, keyArn);
    // The endpoint is a route to S3's public addresses, which the group has to let through as well.
    if (network.placement === 'private') this.#letOut('to-s3', { prefixListId: s3.prefixListId });
  }

  #subnet(zone: string, cidr: string, routeTableId: string): string {
    const subnet = new Subnet(this, `subnet-${zone}`, {
      vpcId: this.vpcId,
      cidrBlock: cidr,
      availabilityZone: zone,
      mapPublicIpOnLaunch: false,
    });
    new RouteTableAssociation(this, `routes-${zone}`, { subnetId: subnet.id, routeTableId });
    return subnet.id;
  }

  /** Tasks ask for a public address when they start; a NAT gateway would cost some $33 a month. */
  #openWayOut(routeTableId: string): void {
    const gateway = new InternetGateway(this, 'gateway', { vpcId: this.vpcId });
    new Route(this, 'out', { routeTableId, destinationCidrBlock: EVERYWHERE, gatewayId: gateway.id });
    this.#letOut('https', { cidrIpv4: EVERYWHERE });
  }

  #endpoints(cidr: string, keyArn: string): void {
    const group = new SecurityGroup(this, 'endpoints', {
      vpcId: this.vpcId,
      namePrefix: `engage-${this.#environment.name}-endpoints-`,
      description: 'Endpoints of AWS services: HTTPS from this network',
    });
    new VpcSecurityGroupIngressRule(this, 'from-tasks', {
      securityGroupId: group.id,
      referencedSecurityGroupId: this.securityGroupId,
      description: 'Tasks',
      ...HTTPS,
    });
    this.#letOut('to-endpoints', { cidrIpv4: cidr });
    const region = this.#environment.region;
    for (const service of interfaceEndpoints())
      new VpcEndpoint(this, service, {
        vpcId: this.vpcId,
        serviceName: `com.amazonaws.${region}.${service}`,
        vpcEndpointType: 'Interface',
        privateDnsEnabled: true,
        subnetIds: [...this.subnetIds],
        securityGroupIds: [group.id],
      });
    this.#flowLog(keyArn);
  }

  #letOut(id: string, to: { readonly cidrIpv4: string } | { readonly prefixListId: string }): void {
    const rule = { securityGroupId: this.securityGroupId, description: 'HTTPS', ...HTTPS, ...to };
    new VpcSecurityGroupEgressRule(this, id, rule);
  }

  /** Who spoke with whom, kept as long as all logs. */
  #flowLog(keyArn: string): void {
    const { name, account, region, retention } = this.#environment;
    const group = new CloudwatchLogGroup(this, 'flow-group', {
      name: `/engage/${name}/network`,
      retentionInDays: retention.logs,
      kmsKeyId: keyArn,
    });
    const source = `arn:aws:ec2:${region}:${account}:vpc-flow-log/*`;
    const role = new ServiceRole(this, 'flow-role', {
      name: `engage-${name}-flow-logs`,
      trust: trustPolicy('vpc-flow-logs', this.#environment, source),
      permissions: [flowLogPermissions(group.arn)],
    });
    new FlowLog(this, 'flow', {
      vpcId: this.vpcId,
      trafficType: 'ALL',
      logDestination: group.arn,
      iamRoleArn: role.arn,
    });
  }
}
