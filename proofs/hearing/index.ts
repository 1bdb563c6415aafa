export { heardOf, type Heard } from "./heard-of";
