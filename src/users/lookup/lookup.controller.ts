import { Controller, Get, Param } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../../common/api-problems.js';
import { CurrentUser, type Principal } from '../../common/principal.js';
import { RateLimited } from '../../throttle/rate-limit.guard.js';
import { LookupService } from './lookup.service.js';
import { PersonDto, PublicProfileDto } from './person.dto.js';

/** `CurrentUser` keeps the keys of apps out: those see nothing outside their app. */
@ApiTags('people')
@Controller('api/v1')
export class LookupController {
  constructor(private readonly people: LookupService) {}

  /**
   * The public profile of a user. `id` is that of a user here; POST and DELETE on the same path are about the
   * caller's own editor profiles, and there it is that of a profile.
   */
  @Get('profile/:id')
  @RateLimited('lookup')
  @ApiOperation({ operationId: 'getPublicProfile' })
  @ApiProblems(401, 404, 503)
  async publicProfile(
    @Param('id') id: string,
    @CurrentUser() _caller: Principal,
  ): Promise<PublicProfileDto> {
    return PublicProfileDto.from(await this.people.getPerson(id));
  }

  /** A user by id (the `sub` of their tokens), in the ecosystem's form. */
  @Get('user/lookup/:sub')
  @RateLimited('lookup')
  @ApiOperation({ operationId: 'lookUpUser' })
  @ApiProblems(401, 404, 503)
  async lookUp(@Param('sub') sub: string, @CurrentUser() _caller: Principal): Promise<PersonDto> {
    return PersonDto.from(await this.people.getPerson(sub));
  }

  /**
   * At most 20 users whose username or name begins with `query`, whatever the case; an e-mail address finds its
   * owner if this server shows addresses. Nobody found: an empty list.
   */
  @Get('user/search/:query')
  @RateLimited('lookup')
  @ApiOperation({ operationId: 'searchUsers' })
  @ApiProblems(400, 401, 503)
  async search(
    @Param('query') query: string,
    @CurrentUser() _caller: Principal,
  ): Promise<PersonDto[]> {
    return (await this.people.search(query)).map(PersonDto.from);
  }
}
