import { Injectable } from '@nestjs/common';

/** Where this process is between its start and its end. Read by the probes. */
@Injectable()
export class Lifecycle {
  phase: 'starting' | 'started' | 'draining' = 'starting';
}
