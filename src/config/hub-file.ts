import { Type } from 'class-transformer';
import {
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsEmail,
  IsIn,
  IsNotEmpty,
  IsObject,
  IsOptional,
  IsString,
  Matches,
  ValidateNested,
} from 'class-validator';

/** Without a user and a password in it: it will be public. */
const IsWebAddress = () =>
  Matches(/^https?:\/\/[^\s@]+$/, { message: 'must be an address such as https://host/path' });

class HubContact {
  @IsString()
  name: string = '';

  @IsOptional()
  @IsEmail({}, { message: 'must be an e-mail address' })
  email: string | null = null;

  @IsOptional()
  @IsWebAddress()
  url: string | null = null;
}

class HubFeatures {
  /** Told to clients, which then ask authors of apps; so is `ai_act`. The server does nothing else with them. */
  @IsBoolean()
  governance: boolean = false;

  @IsBoolean()
  ai_act: boolean = false;

  /** Whether everybody may look into the store. */
  @IsBoolean()
  unauthorized_read: boolean = false;
}

class HubProfile {
  @IsString()
  @IsNotEmpty()
  id: string;

  @IsString()
  @IsNotEmpty()
  name: string;

  @IsOptional()
  @IsString()
  description: string | null = null;

  @IsArray()
  @IsString({ each: true })
  interests: string[] = [];

  @IsArray()
  @IsString({ each: true })
  tags: string[] = [];

  @IsOptional()
  @IsObject()
  theme: object | null = null;

  @IsIn(['default', 'straight', 'step', 'smoothstep', 'simplebezier'])
  connection_mode: string = 'default';
}

/** Where nodes sign users in, from the browser. */
export class HubOAuthProvider {
  @IsString()
  @IsNotEmpty()
  name: string;

  @IsString()
  @IsNotEmpty()
  client_id: string;

  @IsWebAddress()
  auth_url: string;

  @IsWebAddress()
  token_url: string;

  @IsArray()
  @IsString({ each: true })
  scopes: string[] = [];

  @IsBoolean()
  pkce_required: boolean = true;

  @IsOptional()
  @IsWebAddress()
  revoke_url: string | null = null;

  @IsOptional()
  @IsWebAddress()
  userinfo_url: string | null = null;

  @IsOptional()
  @IsWebAddress()
  device_auth_url: string | null = null;

  @IsBoolean()
  use_device_flow: boolean = false;

  @IsBoolean()
  use_implicit_flow: boolean = false;

  @IsOptional()
  @IsString()
  audience: string | null = null;
}

/** What an installation says of itself, in the fields of config/hub.yaml. Nothing in it is secret. */
export class HubFile {
  @IsString()
  @IsNotEmpty()
  name: string = 'Flow-Like';

  @IsString()
  description: string = '';

  @IsOptional()
  @IsWebAddress()
  icon: string | null = null;

  @IsOptional()
  @IsWebAddress()
  thumbnail: string | null = null;

  @IsOptional()
  @IsString()
  region: string | null = null;

  @IsOptional()
  @IsWebAddress()
  web: string | null = null;

  @IsOptional()
  @IsWebAddress()
  app: string | null = null;

  @IsOptional()
  @IsWebAddress()
  cdn: string | null = null;

  @IsObject()
  @ValidateNested()
  @Type(() => HubContact)
  contact: HubContact = new HubContact();

  @IsString()
  @IsNotEmpty()
  legal: string = 'There is no legal notice.';

  @IsString()
  @IsNotEmpty()
  privacy: string = 'There is no privacy policy.';

  @IsString()
  @IsNotEmpty()
  terms: string = 'There are no terms of service.';

  @IsObject()
  @ValidateNested()
  @Type(() => HubFeatures)
  features: HubFeatures = new HubFeatures();

  @IsArray()
  @Matches(/^wss?:\/\/[^\s@]+$/, { each: true, message: 'must be addresses such as wss://host' })
  signaling: string[] = [];

  /** By id; each is checked on its own. */
  @IsObject()
  oauth_providers: Record<string, HubOAuthProvider> = {};

  @IsArray()
  @ArrayUnique(({ id }: HubProfile) => id, { message: 'must have ids of their own' })
  @ValidateNested({ each: true })
  @Type(() => HubProfile)
  profiles: HubProfile[] = [];
}
