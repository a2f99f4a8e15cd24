import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { Config } from '../config/config.js';
import { dataSourceOptions } from './data-source.js';
import { PulseSql, Sql } from './sql.js';

/** Every feature's way to Postgres. A process that can't reach it for half a minute ends. */
@Global()
@Module({
  imports: [
    TypeOrmModule.forRootAsync({
      inject: [Config],
      useFactory: ({ database }: Config) => ({
        ...dataSourceOptions(database.url, database.poolSize),
        autoLoadEntities: true,
        retryAttempts: 15,
        retryDelay: 2000,
      }),
    }),
  ],
  providers: [PulseSql, { provide: Sql, useFactory: Sql.on, inject: [DataSource] }],
  exports: [PulseSql, Sql],
})
export class DatabaseModule {}
