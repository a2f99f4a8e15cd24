import type { Prerun } from '../prerun.js';

export class RuntimeVariableDto {
  /** @example tz4a98xxat96iws9zmbrgj3a */
  id: string;

  /** @example city */
  name: string;
  description: string | null;

  /** @example String */
  data_type: string;

  /** @example Normal */
  value_type: string;
  secret: boolean;
  schema: string | null;
}

export class OAuthRequirementDto {
  /** @example google */
  provider_id: string;
  scopes: string[];
}

/** What a run will ask of its caller. */
export class PrerunDto {
  runtime_variables: RuntimeVariableDto[];
  oauth_requirements: OAuthRequirementDto[];
  requires_local_execution: boolean;

  /** @example Hybrid */
  execution_mode: string;

  /** Whether the caller may read the board, and so execute it on a machine of their own. */
  can_execute_locally: boolean;
  has_wasm_nodes: boolean;
  wasm_package_ids: string[];
  wasm_package_permissions: Record<string, string[]>;

  static from(prerun: Prerun, canRead: boolean): PrerunDto {
    return {
      runtime_variables: prerun.variables.map((variable) => ({
        id: variable.id,
        name: variable.name,
        description: variable.description,
        data_type: variable.data_type,
        value_type: variable.value_type,
        secret: variable.secret,
        schema: variable.schema,
      })),
      oauth_requirements: [...prerun.oauth].map(([provider_id, scopes]) => ({
        provider_id,
        scopes: [...scopes],
      })),
      requires_local_execution: prerun.needsDesktop,
      execution_mode: prerun.executionMode,
      can_execute_locally: canRead,
      has_wasm_nodes: prerun.packages.size > 0,
      wasm_package_ids: [...prerun.packages.keys()],
      wasm_package_permissions: Object.fromEntries(
        [...prerun.packages].map(([id, permissions]) => [id, [...permissions]]),
      ),
    };
  }
}
