import { Module } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { Checks } from './checks.js';
import { HealthController } from './health.controller.js';
import { ProbeDatabase } from './probe-database.js';
import { ProbesController } from './probes.controller.js';
import { ProbesService } from './probes.service.js';

@Module({
  imports: [TerminusModule.forRoot({ logger: false })],
  controllers: [ProbesController, HealthController],
  providers: [Checks, ProbesService, ProbeDatabase],
})
export class HealthModule {}
