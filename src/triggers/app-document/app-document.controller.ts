import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { type AppAccess } from '../../apps/access/app-access.service.js';
import { CurrentAccess, RequireAppPermission } from '../../apps/access/app-permission.guard.js';
import { MetadataService } from '../../apps/metadata/metadata.service.js';
import { ApiProblems } from '../../common/api-problems.js';
import { isPermitted } from '../../common/app-permission.js';
import { isForEverybody } from '../../events/event-view.js';
import { RunnableEvents } from '../../events/runnable-events.service.js';
import { TriggersService } from '../triggers.service.js';
import { appDocument } from './app-document.js';

const LANGUAGE = 'en';

@ApiTags('execution')
@Controller('api/v1/apps/:app_id/openapi.json')
export class AppDocumentController {
  constructor(
    private readonly events: RunnableEvents,
    private readonly triggers: TriggersService,
    private readonly metadata: MetadataService,
  ) {}

  /**
   * The active events of the app as an API of its own, in OpenAPI 3.1: every event an endpoint with its typed
   * payload, and one more where a trigger starts it over HTTP. `/swagger-ui?app={app_id}` shows it. Who may not read events gets those that people start.
   */
  @Get()
  @RequireAppPermission('ListEvents')
  @ApiOperation({ operationId: 'getAppDocument' })
  @ApiResponse({
    status: 200,
    content: {
      'application/json': {
        schema: { type: 'object' },
        example: appDocument({ id: 'your-app-id', name: 'Echo', description: '' }, [], []),
      },
    },
  })
  @ApiProblems(401, 403, 404, 503)
  async get(@CurrentAccess() { appId, permissions }: AppAccess): Promise<object> {
    const [events, triggers, metadata] = await Promise.all([
      this.events.listEvents(appId),
      this.triggers.listTriggers(appId),
      this.metadata.findForApps([appId], LANGUAGE),
    ]);
    const shown = events.filter(
      (event) => event.active && (isPermitted(permissions, 'ReadEvents') || isForEverybody(event)),
    );
    const { name, description } = metadata.get(appId) ?? { name: appId, description: '' };
    return appDocument({ id: appId, name, description }, shown, triggers);
  }
}
