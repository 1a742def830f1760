import type { Fault } from './fault.ts';
import { first } from './spoil.ts';

/** What can reach in and out, and what costs while it waits. */
export const NETWORK_FAULTS: readonly Fault[] = [
  {
    name: 'a subnet lies outside of the network',
    kind: 'correctness',
    by: 'rules',
    found: 'subnet-in-network',
    spoil: (draft) => (first(draft, 'aws_subnet')['cidr_block'] = '10.99.0.0/24'),
  },
  {
    name: 'two subnets share addresses',
    kind: 'correctness',
    stack: 'engage-prod',
    by: 'rules',
    found: 'subnets-apart',
    spoil: (draft) => {
      for (const subnet of Object.values(draft.resource['aws_subnet']!))
        subnet['cidr_block'] = '10.22.0.0/24';
    },
  },
  {
    name: 'all addresses may reach in',
    kind: 'security',
    stack: 'engage-prod',
    by: 'rules',
    found: 'no-way-in',
    spoil: (draft) => {
      const rule = first(draft, 'aws_vpc_security_group_ingress_rule');
      delete rule['referenced_security_group_id'];
      rule['cidr_ipv4'] = '0.0.0.0/0';
    },
  },
  {
    name: 'all ports lead out',
    kind: 'security',
    by: 'rules',
    found: 'https-out',
    spoil: (draft) => (first(draft, 'aws_vpc_security_group_egress_rule')['to_port'] = 65_535),
  },
  {
    name: 'whatever starts in a subnet gets a public address',
    kind: 'security',
    by: 'rules',
    found: 'no-public-addresses',
    spoil: (draft) => (first(draft, 'aws_subnet')['map_public_ip_on_launch'] = true),
  },
  {
    name: 'tasks in private subnets cannot reach S3, which has their images’ layers',
    kind: 'correctness',
    stack: 'engage-prod',
    by: 'rules',
    found: 'private-network',
    spoil: (draft) => {
      for (const rule of Object.values(draft.resource['aws_vpc_security_group_egress_rule']!))
        if ('prefix_list_id' in rule) rule['prefix_list_id'] = 'pl-1';
    },
  },
  {
    name: 'nobody keeps who spoke with whom in prod',
    kind: 'security',
    stack: 'engage-prod',
    by: 'rules',
    found: 'private-network',
    spoil: (draft) => (draft.resource['aws_flow_log'] = {}),
  },
  {
    name: 'a function has an address that anybody may call',
    kind: 'security',
    by: 'rules',
    found: 'no-way-in',
    spoil: (draft) => (draft.resource['aws_lambda_function_url'] = { open: { authorization_type: 'NONE' } }),
  },
  {
    name: 'a NAT gateway waits for traffic',
    kind: 'cost',
    by: 'rules',
    found: 'standing-cost',
    spoil: (draft) => (draft.resource['aws_nat_gateway'] = { out: {} }),
  },
  {
    name: 'the knowledge base lies in OpenSearch Serverless',
    kind: 'cost',
    by: 'rules',
    found: 'standing-cost',
    spoil: (draft) => (draft.resource['aws_opensearchserverless_collection'] = { vectors: {} }),
  },
];
