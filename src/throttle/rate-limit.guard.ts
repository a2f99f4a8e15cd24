import {
  applyDecorators,
  type CanActivate,
  type ExecutionContext,
  Injectable,
  SetMetadata,
  UseGuards,
} from '@nestjs/common';
import { ApiProblems } from '../common/api-problems.js';
import type { AuthenticatedRequest, Caller } from '../common/principal.js';
import { addressKey } from './address-key.js';
import type { PolicyName } from './policies.js';
import { RateLimits } from './rate-limits.service.js';

const POLICY = 'flow-like:rate-limit';

/** Limits a route per caller: per user where it needs credentials, else per address. */
export const RateLimited = (policy: PolicyName): MethodDecorator =>
  applyDecorators(SetMetadata(POLICY, policy), UseGuards(RateLimitGuard), ApiProblems(429));

@Injectable()
class RateLimitGuard implements CanActivate {
  constructor(private readonly limits: RateLimits) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const policy = Reflect.getMetadata(POLICY, context.getHandler()) as PolicyName;
    const { user, ip } = context.switchToHttp().getRequest<AuthenticatedRequest>();
    await this.limits.take(policy, keyOf(user) ?? addressKey(ip));
    return true;
  }
}

function keyOf(caller: Caller | undefined): string | undefined {
  return caller?.via === 'api-key' ? caller.credentialId : caller?.userId;
}
