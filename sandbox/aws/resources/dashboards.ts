import { checkDashboard, dashboardRegion } from "../alarms/dashboards";
import { dashboardArn } from "../regional-arns";
import { regionalResource } from "./regional";
import { text, whenKnown } from "./resource";

/** https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/cloudwatch/dashboard.go */
export const dashboard = regionalResource<"dashboards">({
  type: "aws:cloudwatch/dashboard:Dashboard",
  title: "CloudWatch Dashboard",
  service: "CloudWatch",
  operations: { create: "PutDashboard", update: "PutDashboard", remove: "DeleteDashboards" },
  table: "dashboards",
  prefix: "cloudwatch",
  inputs: {
    dashboardBody: { type: "string", required: true, json: "document" },
    dashboardName: { type: "string", required: true, forceNew: true },
  },
  computed: ["dashboardArn"],
  subject: (inputs) => text(inputs, "dashboardName"),
  check: (inputs) =>
    whenKnown(inputs, ["dashboardBody", "dashboardName"], "dashboardBody", () =>
      checkDashboard(text(inputs, "dashboardName"), text(inputs, "dashboardBody")),
    ),
  home: (session) => ({ ...session, region: dashboardRegion }),
  key: (inputs) => text(inputs, "dashboardName"),
  arn: dashboardArn,
  id: (_where, key) => key,
  keyOf: (id) => id,
  record(_session, inputs, name) {
    const body = text(inputs, "dashboardBody");
    checkDashboard(name, body);
    return { name, body };
  },
  outputs: (session, { name, body }) => ({
    dashboardArn: dashboardArn(session, name),
    dashboardBody: body,
    dashboardName: name,
  }),
});
