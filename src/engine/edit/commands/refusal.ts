/** Why a command can't be done, in one sentence for whoever sent it. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}
