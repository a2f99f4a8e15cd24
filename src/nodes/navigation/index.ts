import { urlDecode } from './url-decode.js';
import { urlEncode } from './url-encode.js';

export const navigation = [urlEncode, urlDecode];
