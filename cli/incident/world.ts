import { randomInt } from "node:crypto";
import { awsFor } from "./aws";
import type { World } from "./run";

export function realWorld(): World {
  return {
    aws: awsFor,
    moment: { now: new Date(), suffix: suffix() },
    write: (text) => void process.stdout.write(text),
  };
}

/** Four letters and digits that nobody mistakes for each other when they are read out on the telephone. */
function suffix(): string {
  const letters = "abcdefghjkmnpqrstuvwxyz23456789";
  return Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join("");
}
