import { fetchOnce, fetchStreaming } from './fetch.js';
import { makeRequest, setMethod, setUrl } from './make-request.js';
import { setBytesBody, setFormBody, setStringBody, setStructBody } from './request-body.js';
import {
  setAccept,
  setBearerAuth,
  setContentType,
  setHeader,
  setHeaders,
} from './request-headers.js';
import { getHeader, getHeaders, getMethod, getUrl } from './request-parts.js';
import { responseToBytes, responseToJson, responseToText } from './response-body.js';
import { getResponseHeader, getResponseHeaders, getStatus, isSuccess } from './response-parts.js';

export const http = [
  fetchOnce,
  fetchStreaming,
  makeRequest,
  setMethod,
  setUrl,
  setHeader,
  setHeaders,
  setAccept,
  setContentType,
  setBearerAuth,
  setStringBody,
  setBytesBody,
  setStructBody,
  setFormBody,
  getHeader,
  getHeaders,
  getMethod,
  getUrl,
  getResponseHeader,
  getResponseHeaders,
  getStatus,
  isSuccess,
  responseToBytes,
  responseToText,
  responseToJson,
];
