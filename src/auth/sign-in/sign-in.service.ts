import { Injectable } from '@nestjs/common';
import { AuditService } from '../../audit/audit.service.js';
import { UnauthenticatedError } from '../../common/errors.js';
import type { RequestOrigin } from '../../common/request-origin.js';
import type { User } from '../../users/user.entity.js';
import { UsersService } from '../../users/users.service.js';
import { Passwords } from '../passwords.service.js';
import { SignInLimits } from './sign-in-limits.service.js';

/** Finds out who somebody is by e-mail and password. */
@Injectable()
export class SignInService {
  constructor(
    private readonly users: UsersService,
    private readonly passwords: Passwords,
    private readonly limits: SignInLimits,
    private readonly audit: AuditService,
  ) {}

  /**
   * Answers the user whose password it is. Throws UnauthenticatedError in one wording and after one time
   * whether there is such an account or not, and LimitError after too many attempts.
   */
  async signIn(email: string, password: string, origin: RequestOrigin): Promise<User> {
    const attempt = await this.limits.begin(email, origin.address);
    const user = await this.users.findByEmail(email);
    if (!(await this.passwords.isRight(password, user?.passwordHash))) {
      if (user !== null) this.audit.note('sign-in.failed', user.id, origin);
      throw new UnauthenticatedError('The e-mail address or the password is wrong');
    }
    await this.limits.succeeded(attempt);
    return user!;
  }
}
