import { notifyProjectUser, notifyUser } from './notify.js';

export const notifications = [notifyUser, notifyProjectUser];
