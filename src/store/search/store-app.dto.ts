import { OAuthRequirementDto } from '../../boards/dto/prerun.dto.js';
import { StoreListingDto } from './store-page.dto.js';

export class StoreVersionDto {
  /** @example 2 */
  version: number;

  /** @example Greets faster. */
  release_notes: string;
  published_at: string;
}

/** A variable of a board that the app comes without. */
export class NeededVariableDto {
  board_id: string;
  id: string;

  /** @example api_key */
  name: string;
  description: string | null;

  /** @example String */
  data_type: string;

  /** @example Normal */
  value_type: string;
}

/** What the app asks of whoever gets it. */
export class StoreNeedsDto {
  /** Where it has its users sign in. */
  oauth: OAuthRequirementDto[];

  /**
   * What its external nodes may do, by package.
   * @example {}
   */
  permissions: Record<string, string[]>;

  /** To be filled in: their values are never published. */
  secrets: NeededVariableDto[];

  /** Asked for when it runs. */
  variables: NeededVariableDto[];

  /** Whether some of it runs on desktops only. */
  desktop: boolean;
}

export class EventInputDto {
  id: string;

  /** @example city */
  name: string;
  friendly_name: string;
  description: string;

  /** @example String */
  data_type: string;

  /** @example Normal */
  value_type: string;

  /** A JSON schema, as text. */
  schema: string | null;
}

export class StoreEventDto {
  id: string;

  /** @example Greet */
  name: string;
  description: string;

  /** @example quick_action */
  event_type: string;
  active: boolean;
  inputs: EventInputDto[];
}

/** An app of the store in full: as it was published last. */
export class StoreAppDto extends StoreListingDto {
  long_description: string | null;

  /** Of this version. */
  release_notes: string | null;

  /** Their addresses; null or empty = there is none. */
  icon: string | null;
  thumbnail: string | null;
  preview_media: string[];

  /** The latest first, 100 at most. */
  versions: StoreVersionDto[];
  needs: StoreNeedsDto;
  events: StoreEventDto[];
}
