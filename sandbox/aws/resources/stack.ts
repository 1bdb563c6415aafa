import {
  checkStack,
  createStack,
  deleteStack,
  findStack,
  updateStack,
  type NewStack,
} from "../cloudformation/own-stacks";
import type { Properties } from "../provider/values";
import { absentAll, regionField } from "./regional";
import { kept, object, tagOutputs, tags, tagsField, text, texts, whenKnown, type Resource } from "./resource";

/** https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/cloudformation/stack.go */
export const stack: Resource = {
  type: "aws:cloudformation/stack:Stack",
  title: "CloudFormation Stack",
  service: "CloudFormation",
  operations: { create: "CreateStack", update: "UpdateStack", remove: "DeleteStack" },
  inputs: {
    capabilities: {
      type: "set",
      items: { type: "string", oneOf: ["CAPABILITY_IAM", "CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"] },
    },
    disableRollback: { type: "boolean", forceNew: true },
    name: { type: "string", required: true, forceNew: true },
    onFailure: { type: "string", forceNew: true, oneOf: ["DO_NOTHING", "ROLLBACK", "DELETE"] },
    parameters: { type: "map", computed: true, items: { type: "string" } },
    region: regionField,
    tags: tagsField,
    templateBody: { type: "string", required: true, json: "document" },
    timeoutInMinutes: { type: "number", forceNew: true },
    ...absentAll("list", "notificationArns"),
    ...absentAll("string", "iamRoleArn", "policyBody", "policyUrl", "templateUrl"),
  },
  computed: ["outputs", "parameters", "region", "tagsAll"],
  subject: (inputs) => text(inputs, "name"),
  check: (inputs) =>
    whenKnown(
      inputs,
      ["name", "templateBody", ...["capabilities", "parameters"].filter((name) => inputs[name] !== undefined)],
      "templateBody",
      () => checkStack(wantedStack(inputs)),
    ),
  create: (session, inputs) => createStack(session, wantedStack(inputs)).id,
  read(session, id, state) {
    const found = findStack(session, nameOf(id));
    if (found === undefined || found.id !== id) return undefined;
    return {
      ...kept(state, "disableRollback", "onFailure", "timeoutInMinutes"),
      ...(found.capabilities.length === 0 ? {} : { capabilities: found.capabilities }),
      name: found.name,
      outputs: found.outputs,
      parameters: found.parameters,
      region: session.region,
      templateBody: found.templateBody,
      ...tagOutputs(found.tags),
    };
  },
  update: (session, _id, inputs) => updateStack(session, wantedStack(inputs)),
  remove: (session, id) => deleteStack(session, nameOf(id)),
  idFor: (session, inputs) => findStack(session, text(inputs, "name"))?.id,
};

function wantedStack(inputs: Properties): NewStack {
  return {
    name: text(inputs, "name"),
    templateBody: text(inputs, "templateBody"),
    parameters: object(inputs, "parameters") as Readonly<Record<string, string>>,
    capabilities: texts(inputs, "capabilities"),
    tags: tags(inputs),
  };
}

/** `arn:aws:cloudformation:…:stack/name/uuid` */
function nameOf(id: string): string {
  return id.split("/")[1] ?? id;
}
