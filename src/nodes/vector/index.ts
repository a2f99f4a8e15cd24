import { cosineSimilarity } from './cosine-similarity.js';
import { crossProduct } from './cross-product.js';
import { dotProduct } from './dot-product.js';
import { addition, multiplication, subtraction } from './elementwise.js';
import { normalize } from './normalize.js';

export const vector = [
  addition,
  subtraction,
  multiplication,
  dotProduct,
  crossProduct,
  cosineSimilarity,
  normalize,
];
