import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiExtension } from '@nestjs/swagger';

const ACCESS = 'flow-like:access';

/**
 * What a route wants of credentials. `optional`: they count when there are some, and bad ones are refused;
 * `lenient`: bad ones count as none; `ignored`: they are not even looked at.
 */
export type Access = 'required' | 'optional' | 'lenient' | 'ignored';

const access = (kind: Access): MethodDecorator & ClassDecorator =>
  applyDecorators(SetMetadata(ACCESS, kind), ApiExtension('x-access', kind));

/** Everybody may call this. Routes without it need credentials. */
export const Public = () => access('ignored');

/** Everybody may call this, and may see more with credentials; bad ones are refused. */
export const OptionalCredentials = () => access('optional');

/** For those who want to leave: an expired token must not keep them. */
export const LenientCredentials = () => access('lenient');

/** The nearest of those above a handler: its own, its class's, else credentials are required. */
export function accessOf(handler: object, controller: object): Access {
  return (Reflect.getMetadata(ACCESS, handler) ??
    Reflect.getMetadata(ACCESS, controller) ??
    'required') as Access;
}
