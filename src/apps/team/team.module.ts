import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AuditModule } from '../../audit/audit.module.js';
import { RevocationsModule } from '../../revocations/revocations.module.js';
import { ThrottleModule } from '../../throttle/throttle.module.js';
import { UsersModule } from '../../users/users.module.js';
import { AppAccessModule } from '../access/app-access.module.js';
import { ApiKey } from '../api-keys/api-key.entity.js';
import { ApiKeysController } from '../api-keys/api-keys.controller.js';
import { ApiKeysService } from '../api-keys/api-keys.service.js';
import { App } from '../app.entity.js';
import { RoleAssignment } from '../roles/role-assignment.service.js';
import { Role } from '../roles/role.entity.js';
import { RolesController } from '../roles/roles.controller.js';
import { RolesService } from '../roles/roles.service.js';
import { Invitation } from './invitations/invitation.entity.js';
import { InvitationsController } from './invitations/invitations.controller.js';
import { InvitationsService } from './invitations/invitations.service.js';
import { UserInvitesController } from './invitations/user-invites.controller.js';
import { Joining } from './joining.service.js';
import { InviteLink } from './links/invite-link.entity.js';
import { InviteLinksController } from './links/invite-links.controller.js';
import { InviteLinksService } from './links/invite-links.service.js';
import { Membership } from './membership.entity.js';
import { OwnedApps } from './owned-apps.service.js';
import { JoinRequest } from './requests/join-request.entity.js';
import { JoinRequestsController } from './requests/join-requests.controller.js';
import { JoinRequestsService } from './requests/join-requests.service.js';
import { TeamController } from './team.controller.js';
import { TeamService } from './team.service.js';

/** Who is let into an app, people and programs, and with which role. */
@Module({
  imports: [
    TypeOrmModule.forFeature([App, ApiKey, Invitation, InviteLink, JoinRequest, Membership, Role]),
    AppAccessModule,
    AuditModule,
    RevocationsModule,
    ThrottleModule,
    UsersModule,
  ],
  // In this order: `team/invite`, `team/link` and `team/queue` are no members.
  controllers: [
    ApiKeysController,
    InvitationsController,
    InviteLinksController,
    JoinRequestsController,
    RolesController,
    TeamController,
    UserInvitesController,
  ],
  providers: [
    ApiKeysService,
    InvitationsService,
    InviteLinksService,
    Joining,
    JoinRequestsService,
    OwnedApps,
    RoleAssignment,
    RolesService,
    TeamService,
  ],
  exports: [ApiKeysService, OwnedApps, TeamService],
})
export class TeamModule {}
