import { pushAttachment, pushAttachments } from './attachments.js';
import { pushResponse, pushResponseChunk } from './response.js';
import { pushGlobalSession, pushLocalSession } from './sessions.js';
import { attachmentFromSignedUrl, attachmentToSignedUrl } from './signed-url.js';
import { pushReasoning, pushStep, pushTextToStep, removePlanStep } from './steps.js';

export const chat = [
  pushResponse,
  pushResponseChunk,
  pushStep,
  removePlanStep,
  pushTextToStep,
  pushReasoning,
  pushAttachment,
  pushAttachments,
  pushLocalSession,
  pushGlobalSession,
  attachmentFromSignedUrl,
  attachmentToSignedUrl,
];
