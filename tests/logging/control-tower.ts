import type { SettledFacts } from "../../rulebook";

/**
 * The trail of Control Tower, with its names of landing zone 3.x; 4.0 keeps them where its logging is on.
 * https://docs.aws.amazon.com/controltower/latest/userguide/shared-account-resources.html
 */
export const controlTower: Extract<SettledFacts["logArchive"], { readonly mode: "existing" }> = {
  mode: "existing",
  trailName: "aws-controltower-BaselineCloudTrail",
  bucketName: "aws-controltower-logs-100000000003-eu-central-1",
  logGroupName: "aws-controltower/CloudTrailLogs",
  says: {
    organizationTrail: true,
    multiRegion: true,
    logFileValidation: true,
    readEvents: true,
    writeEvents: true,
    encrypted: true,
  },
};
