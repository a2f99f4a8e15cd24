import { Equals, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import type { Provider } from './provider.js';

/** BASE64URL of a SHA-256. */
const CHALLENGE = /^[\w-]{43}$/;
/** RFC 7636, 4.1. */
const VERIFIER = /^[\w.~-]{43,128}$/;

export class ProviderDto {
  /**
   * For /api/v1/oauth/{provider}.
   * @example google
   */
  id: string;

  /** @example Google */
  name: string;

  static from({ id, name }: Provider): ProviderDto {
    return { id, name };
  }
}

export class BeginSignInDto {
  /**
   * Where the browser goes in the end, with a one-time code. One of those the server was told; compared
   * character by character. Without it, the callback itself answers the tokens.
   * @example https://app.example.com/signed-in
   */
  @IsOptional()
  @IsString()
  @MaxLength(2000)
  redirect_uri?: string;

  /**
   * Of the app, which gets it back and compares it.
   * @example 8f2c1d
   */
  @IsOptional()
  @IsString()
  @MaxLength(500)
  state?: string;

  /**
   * SHA-256 of the app's code_verifier in base64url (RFC 7636).
   * @example E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM
   */
  @IsOptional()
  @Matches(CHALLENGE, { message: 'must be a SHA-256 in base64url: 43 characters' })
  code_challenge?: string;

  /** @example S256 */
  @IsOptional()
  @Equals('S256', { message: 'must be S256' })
  code_challenge_method?: 'S256';
}

export class ExchangeDto {
  /**
   * From the address of the app; good for one minute and for one exchange.
   * @example Jx0RrbSUtnRRKmq9mHSq2Jq2uFPw6X3l4fHZfT1vTlc
   */
  @IsString()
  @MaxLength(100)
  code: string;

  /**
   * What the code_challenge was made of; needed if there was one.
   * @example dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk
   */
  @IsOptional()
  @Matches(VERIFIER, { message: 'must be 43 to 128 letters, digits or - . _ ~' })
  code_verifier?: string | null;
}
