export class UploadedAvatarDto {
  /** @example https://flow.example.com/api/v1/media/avatars/tz4a98xxat96iws9zmbrgj3a/2c26…7ae.png */
  avatar_url: string;
}
