import { AwsError } from "../errors";

/** Of widgets: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html */
const widgetTypes = ["metric", "text", "log", "alarm", "explorer", "custom", "metrics"];

/** Dashboards are kept where every Region sees them. */
export const dashboardRegion = "us-east-1";

export function checkDashboard(name: string, body: string): void {
  if (!/^[\w-]{1,255}$/.test(name)) {
    throw new AwsError(
      "InvalidParameterValue",
      "The value for field DashboardName contains invalid characters. It can only contain alphanumerics, dash (-) and underscore (_).",
    );
  }
  const issue = issueOf(body);
  if (issue !== undefined) {
    throw new AwsError(
      "InvalidParameterInput",
      `The dashboard body is invalid, there are 1 validation errors: ${JSON.stringify([{ message: issue }])}`,
    );
  }
}

function issueOf(body: string): string | undefined {
  let document: unknown;
  try {
    document = JSON.parse(body);
  } catch {
    return "The field DashboardBody must be a valid JSON object";
  }
  const widgets = (document as { readonly widgets?: unknown } | null)?.widgets;
  if (!Array.isArray(widgets)) return "Should have required property 'widgets'";
  if (widgets.length > 500) return "Should NOT have more than 500 items";
  const wrong = (widgets as readonly ({ readonly type?: unknown; readonly properties?: unknown } | null)[]).findIndex(
    (widget) =>
      !widgetTypes.includes(String(widget?.type)) ||
      typeof widget?.properties !== "object" ||
      widget.properties === null,
  );
  return wrong < 0 ? undefined : `/widgets/${wrong} should have a known type and properties`;
}
