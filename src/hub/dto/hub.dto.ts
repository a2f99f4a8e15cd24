export class HubContactDto {
  /** @example "Ada’s workshop" */
  name: string;

  /** @example help@example.com */
  email: string | null;

  /** @example https://example.com/help */
  url: string | null;
}

export class HubFeaturesDto {
  /** @example false */
  model_hosting: boolean;

  /** @example true */
  flow_hosting: boolean;

  /** @example false */
  governance: boolean;

  /** @example false */
  ai_act: boolean;

  /**
   * Whether the store can be read without signing in.
   * @example false
   */
  unauthorized_read: boolean;

  /** @example false */
  admin_interface: boolean;

  /** @example false */
  premium: boolean;

  /** @example false */
  wasm_registry: boolean;

  /**
   * Whether people can make accounts by themselves.
   * @example true
   */
  registration: boolean;
}

export class HubOpenIdDto {
  /** @example https://flow.example.com */
  authority: string;

  /** @example flow-like */
  client_id: string;

  /** @example https://app.example.com/callback */
  redirect_uri: string;

  /** @example https://app.example.com/ */
  post_logout_redirect_uri: string | null;

  /** @example code */
  response_type: 'code';

  /** @example https://flow.example.com/.well-known/openid-configuration */
  discovery_url: string;
}

export class HubAuthenticationDto {
  /** @example "OpenID" */
  variant: 'OpenID';

  /** More of it is at /api/v1/auth/openid. */
  openid: HubOpenIdDto;
}

/** Limits; -1 = none. */
export class HubTierDto {
  /** @example 1000 */
  max_non_visible_projects: number;

  /** @example -1 */
  max_remote_executions: number;

  /** @example "FREE" */
  execution_tier: string;

  /** @example -1 */
  max_total_size: number;

  /** @example -1 */
  max_llm_cost: number;

  /** @example [] */
  llm_tiers: string[];
}

export class HubTiersDto {
  FREE: HubTierDto;
}

export class HubProviderDto {
  name: string;
  client_id: string;
  auth_url: string;
  token_url: string;
  scopes: string[];
  pkce_required: boolean;
  requires_secret_proxy: boolean;
  revoke_url: string | null;
  userinfo_url: string | null;
  device_auth_url: string | null;
  use_device_flow: boolean;
  use_implicit_flow: boolean;
  audience: string | null;
}

/** What clients are told of this installation. */
export class HubInformationDto {
  /** @example "Flow-Like" */
  name: string;

  /** @example "Boards for the office" */
  description: string;

  /** @example https://example.com/icon.png */
  icon: string | null;

  thumbnail: string | null;

  /** @example eu-central */
  region: string | null;

  /** @example https://example.com */
  web: string | null;

  /** @example https://app.example.com */
  app: string | null;

  cdn: string | null;

  /** Always null. */
  provider: string | null;

  /**
   * Always empty: this hub knows of no other.
   * @example []
   */
  hubs: string[];

  /** @example flow.example.com */
  domain: string;

  /**
   * Whether it is reached by https.
   * @example true
   */
  secure: boolean;

  /** @example "Production" */
  environment: 'Development' | 'Production';

  authentication: HubAuthenticationDto;
  features: HubFeaturesDto;
  contact: HubContactDto;

  /** @example https://flow.example.com/api/v1/info/legal */
  legal_notice: string;

  /** @example https://flow.example.com/api/v1/info/privacy */
  privacy_policy: string;

  /** @example https://flow.example.com/api/v1/info/terms */
  terms_of_service: string;

  /**
   * Signalling servers of y-webrtc.
   * @example ["wss://signal.example.com"]
   */
  signaling: string[];

  /**
   * What people may see of each other.
   * @example {"email": false, "name": true}
   */
  lookup: Record<string, boolean>;

  /**
   * Where nodes can sign users in, by id.
   * @example {}
   */
  oauth_providers: Record<string, HubProviderDto>;

  /**
   * What can start a board by itself.
   * @example {"http": false, "cron": false}
   */
  supported_sinks: Record<string, boolean>;

  /**
   * Members that an app with the visibility Prototype may have; -1 = any number.
   * @example -1
   */
  max_users_prototype: number;

  /** @example "FREE" */
  default_user_plan: 'FREE';

  tiers: HubTiersDto;
}

export class ProfileTemplateSettingsDto {
  /** @example default */
  connection_mode: string;
}

/** An editor profile to begin with. */
export class ProfileTemplateDto {
  /** @example default */
  id: string;

  /** @example "Default Profile" */
  name: string;

  /** @example "The usual set-up" */
  description: string | null;

  icon: string | null;
  thumbnail: string | null;

  /** @example [] */
  interests: string[];

  /** @example [] */
  tags: string[];

  /** @example {"primary": "#224466"} */
  theme: object | null;

  /** @example [] */
  bit_ids: string[];

  /** @example [] */
  apps: string[];

  /** @example [] */
  shortcuts: string[];

  settings: ProfileTemplateSettingsDto;

  /** @example https://flow.example.com */
  hub: string;

  /** @example ["https://flow.example.com"] */
  hubs: string[];
}
