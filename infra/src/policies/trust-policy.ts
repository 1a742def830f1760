import type { Environment } from '../environments/environment.ts';
import type { PolicyDocument } from './policy-document.ts';

/**
 * Lets one service take a role, for resources of this account alone: without the conditions another customer's resource
 * could make the service act for it (confused deputy).
 *
 * @param source what the service may act for, `function:engage-dev-*` for example; any resource of the account by default
 */
export function trustPolicy(service: string, { account }: Environment, source?: string): PolicyDocument {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'Service',
        Effect: 'Allow',
        Principal: { Service: `${service}.amazonaws.com` },
        Action: ['sts:AssumeRole'],
        Condition: {
          StringEquals: { 'aws:SourceAccount': account },
          ...(source !== undefined && { ArnLike: { 'aws:SourceArn': source } }),
        },
      },
    ],
  };
}
