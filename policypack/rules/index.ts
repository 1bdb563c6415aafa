import type { Rule } from "../rule";
import { encryptConsolePasswords } from "./encrypt-console-passwords";
import { makeNoAccessKeys } from "./make-no-access-keys";
import { trustNamesItsPrincipals } from "./trust-names-its-principals";

export const rules: readonly Rule[] = [encryptConsolePasswords, makeNoAccessKeys, trustNamesItsPrincipals];
