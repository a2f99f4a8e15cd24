import { getExecutingUser, hasAttribute, hasPermission, isTechnicalUser } from './user.js';

export const user = [getExecutingUser, hasAttribute, hasPermission, isTechnicalUser];
