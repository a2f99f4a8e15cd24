import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ForbiddenError } from '../../common/errors.js';
import type { AuthenticatedRequest, Principal } from '../../common/principal.js';

/**
 * The principal of a route about the account itself: password, sessions, tokens. Programs with a token of
 * their own may not go there, or a stolen one could make others.
 */
export const SignedInUser = createParamDecorator(
  (_: unknown, context: ExecutionContext): Principal => {
    const { user } = context.switchToHttp().getRequest<AuthenticatedRequest>();
    if (user?.via === 'session') return user;
    throw new ForbiddenError('This needs a signed-in user; tokens of programs are not enough');
  },
);
