import type { AssumptionId } from "../assumptions";
import type { Organization } from "../model/organization";

/** What it stands on that the snapshot tells no resource policies of AWS Sign-In; without one the claim is about this stack. */
export function untoldSignIn({ tellsSignIn }: Organization): readonly AssumptionId[] {
  return tellsSignIn === false ? ["no-sign-in-policy-stops-responders"] : [];
}
