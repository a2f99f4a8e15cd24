import { IsNotEmpty, IsOptional, IsString, MaxLength } from 'class-validator';

export class NodeFilterDto {
  /**
   * A category with what is below it; capitals don't matter.
   * @example Control
   */
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  category?: string;

  /**
   * Words that each must occur in the name, the title, the description or the category.
   * @example print
   */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  search?: string;
}
