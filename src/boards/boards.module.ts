import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Board } from './board.entity.js';
import { BoardsService } from './boards.service.js';

@Module({
  imports: [TypeOrmModule.forFeature([Board])],
  providers: [BoardsService],
  exports: [BoardsService],
})
export class BoardsModule {}
