/** The outputs that an author can add to any node, to go on when it fails; no node type declares them. */
export const ERROR_PIN = 'auto_handle_error';
export const ERROR_TEXT_PIN = 'auto_handle_error_string';

export const isErrorPin = ({ name }: { readonly name: string }): boolean =>
  name === ERROR_PIN || name === ERROR_TEXT_PIN;
