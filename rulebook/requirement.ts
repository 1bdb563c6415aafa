import type { NonEmpty } from "./types";

type UpToEight = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;
type UpToTwenty = UpToEight | 9 | 10 | 11 | 12 | 13 | 14 | 15 | 16 | 17 | 18 | 19 | 20;

export type EmergencyRequirementId = `E${UpToTwenty}`;

/** Every requirement has its row: a missing one does not compile. */
export type RequirementId =
  | EmergencyRequirementId
  | `T${1 | 2 | 3 | 4 | 5 | 6}`
  | `C${1 | 2 | 3 | 4 | 5 | 6}`
  | `A${1 | 2 | 3 | 4 | 5}`
  | `G${UpToEight}`;

/** What is asked, and how far it is met. Paths are of files or folders of this project. */
export type Requirement = { readonly asked: string; readonly note: string } & (
  | {
      /** All of it is built, and the tests would turn red without it. */
      readonly status: "done";
      readonly built: NonEmpty<string>;
      readonly tests: NonEmpty<string>;
    }
  | {
      /** What is built is here; the note says what is missing. */
      readonly status: "partly";
      readonly built: NonEmpty<string>;
      readonly tests: readonly string[];
    }
  | { readonly status: "planned"; readonly built?: never; readonly tests?: never }
);

/** Requirements whose ids begin with the same letter, and who asks. */
export interface RequirementSource {
  readonly letter: string;
  readonly title: string;
  readonly source: string;
}
